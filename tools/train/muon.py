"""Muon for matrices, AdamW for everything else.

Muon replaces a matrix's momentum by the nearest matrix whose singular values are all 1, so that every direction of the
weight learns at the same speed. The nearest such matrix comes from five steps of a Newton-Schulz iteration.
See Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks", https://kellerjordan.github.io/posts/muon/
and Liu et al. 2025, "Muon is Scalable for LLM Training", section 2.2 (the factor 0.2 sqrt(max(n, m)) that gives updates
AdamW's size, so both share one learning rate), https://arxiv.org/abs/2502.16982
"""

import torch


def orthogonalized(matrix, steps=5):
    """About U V^T of `matrix` = U S V^T; singular values end up between 0.7 and 1.2."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    wide = x.shape[0] <= x.shape[1]
    x = x if wide else x.T
    for _ in range(steps):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x if wide else x.T


class Muon(torch.optim.Optimizer):
    """One optimizer for a whole model: parameter groups with `muon: True` are matrices, the others get AdamW."""

    def __init__(self, groups, lr, momentum=0.95, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.05):
        super().__init__(groups, dict(lr=lr, momentum=momentum, betas=betas, eps=eps, weight_decay=weight_decay, muon=False))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if group["muon"]:
                    self._matrix(p, state, group)
                else:
                    self._adam(p, state, group)

    def _matrix(self, p, state, group):
        if not state:
            state["momentum"] = torch.zeros_like(p)
        state["momentum"].mul_(group["momentum"]).add_(p.grad)
        direction = p.grad.add(state["momentum"], alpha=group["momentum"])  # Nesterov's look ahead
        # A weight of experts is [experts, out, in]: each expert is a matrix of its own.
        parts = direction.unbind(0) if p.dim() == 3 else [direction]
        update = torch.stack([orthogonalized(part) for part in parts]) if p.dim() == 3 else orthogonalized(parts[0])
        p.mul_(1 - group["lr"] * group["weight_decay"])
        p.add_(update, alpha=-group["lr"] * 0.2 * max(p.shape[-1], p.shape[-2]) ** 0.5)

    def _adam(self, p, state, group):
        if not state:
            state["step"], state["mean"], state["square"] = 0, torch.zeros_like(p), torch.zeros_like(p)
        state["step"] += 1
        first, second = group["betas"]
        state["mean"].lerp_(p.grad, 1 - first)
        state["square"].mul_(second).addcmul_(p.grad, p.grad, value=1 - second)
        mean = state["mean"] / (1 - first ** state["step"])
        square = state["square"] / (1 - second ** state["step"])
        p.mul_(1 - group["lr"] * (group["weight_decay"] if p.dim() > 1 else 0))
        p.addcdiv_(mean, square.sqrt().add_(group["eps"]), value=-group["lr"])


def optimizer_for(model, lr):
    """Hidden matrices learn by Muon; embeddings, norms, biases and routers by AdamW."""
    matrices, others = [], []
    for name, p in model.named_parameters():
        table = any(part in name for part in ("embed", "shared", "lm_head", "gate.weight", "relative_attention_bias", "decoder.weight"))
        (matrices if p.dim() >= 2 and not table else others).append(p)
    return Muon([dict(params=matrices, muon=True), dict(params=others)], lr=lr)
