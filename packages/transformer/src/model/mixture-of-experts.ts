/**
 * Mixture of experts: instead of one wide MLP, many small ones, of which a router picks a few for each position.
 * Parameters grow with the number of experts, the work per token only with the number chosen.
 *
 * @see Shazeer et al. 2017, https://arxiv.org/abs/1701.06538; Mixtral: https://arxiv.org/abs/2401.04088
 * @module
 */
import type { Ops } from "../ops.ts";
import type { BlockProbes } from "../probes.ts";
import type { MixtureSpec } from "../spec.ts";
import type { MixtureWeights } from "../weights.ts";
import { hidden } from "./feed-forward.ts";
import { linear } from "./layers.ts";

/** x [batch, seq, modelDim] → [batch, seq, modelDim]. */
export function mixtureOfExperts<T>(
  ops: Ops<T>,
  x: T,
  w: MixtureWeights<T>,
  spec: MixtureSpec,
  probes: BlockProbes,
): T {
  const chosen = chooseExperts(ops, x, w, spec, probes);
  const routed = ops.mixExperts(x, chosen, spec.numExperts, (index, input) =>
    linear(ops, hidden(ops, input, w.experts[index], spec.expert), w.experts[index].down),
  );
  if (!spec.shared || !w.shared) return routed;
  let shared = linear(ops, hidden(ops, x, w.shared, spec.expert), w.shared.down);
  if (spec.shared.gated) shared = ops.multiply(shared, ops.activation(linear(ops, x, w.sharedGate!), "sigmoid"));
  return ops.add(routed, shared);
}

/** Which experts each position goes to, and how much each counts: both [batch, seq, expertsPerToken]. */
function chooseExperts<T>(
  ops: Ops<T>,
  x: T,
  w: MixtureWeights<T>,
  { router, expertsPerToken }: MixtureSpec,
  probes: BlockProbes,
): { indices: T; weights: T } {
  const logits = ops.probe(probes.routerLogits, linear(ops, x, w.router));
  let scores = logits;
  if (router.scores === "softmax") scores = ops.softmax(logits);
  if (router.scores === "sigmoid") scores = ops.activation(logits, "sigmoid");
  let candidates = router.correction ? ops.add(scores, w.correction!) : scores;
  if (router.groups)
    candidates = ops.keepBestGroups(candidates, router.groups.count, router.groups.keep, router.groups.rankBy);
  const top = ops.topK(candidates, expertsPerToken);
  let weights = router.correction ? ops.take(scores, top.indices) : top.values;
  if (router.scores === "softmax-after-choice") weights = ops.softmax(weights);
  if (router.normalize) weights = ops.normalizeSum(weights, router.scores === "sigmoid" ? 1e-20 : 0);
  if (router.scale !== undefined) weights = ops.scale(weights, router.scale);
  return { indices: ops.probe(probes.routerExperts, top.indices), weights: ops.probe(probes.routerWeights, weights) };
}
