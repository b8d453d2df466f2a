"""Writes small random checkpoints with the outputs of Hugging Face's own code, one per variant of a family's config:
`python tools/checkpoint-fixtures/make.py <folder> [--only name]`; then `pnpm conformance checkpoints <folder>`.

Needs torch, transformers and safetensors (made with 4.57.6). Weights are larger than at initialisation, so that a key
that is ignored changes the outputs by much more than rounding.
"""

import argparse
import inspect
import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from variants import VARIANTS

SEQ0, SEQ1 = 24, 14


def spread(model):
    """Random weights whose effect shows: matrices keep sizes, norms are near 1, biases are not 0."""
    for name, p in model.named_parameters():
        with torch.no_grad():
            if p.dim() >= 2:
                p.normal_(0, 1.2 / p.shape[-1] ** 0.5)
            elif "norm" in name.lower() or "ln_" in name:
                p.normal_(0, 0.2).add_(1 if name.endswith("weight") else 0)
            else:
                p.normal_(0, 0.2)


def numbers(tensor):
    return tensor.detach().float().contiguous().clone()


class Case:
    def __init__(self, name, inputs):
        self.name, self.json, self.arrays = name, dict(inputs=inputs, outputs={}), {}

    def add(self, output, tensor):
        self.json["outputs"][output] = list(tensor.shape)
        self.arrays[f"{self.name}.{output}"] = numbers(tensor)


def outputs_of(result):
    for name in ("logits", "last_hidden_state", "start_logits", "end_logits", "pooler_output"):
        value = getattr(result, name, None)
        if value is not None:
            yield name, value


def run_case(model, name, inputs):
    case = Case(name, inputs)
    with torch.no_grad():
        result = model(**{key: torch.tensor(value) for key, value in inputs.items()})
    for output, tensor in outputs_of(result):
        case.add(output, tensor)
    return case


def batch_inputs(ids0, ids1, side, positions):
    pad = [0] * (len(ids0) - len(ids1))
    row, mask = (ids1 + pad, [1] * len(ids1) + pad) if side == "right" else (pad + ids1, pad + [1] * len(ids1))
    inputs = dict(input_ids=[ids0, row], attention_mask=[[1] * len(ids0), mask])
    if side == "left" and positions:
        inputs["position_ids"] = [list(range(len(ids0))), [1] * len(pad) + list(range(len(ids1)))]
    return inputs


def steps_case(model, ids):
    case = Case("steps", {})
    case.json["input_ids"] = ids
    past = None
    with torch.no_grad():
        for label, start, end in [("prefill", 0, 6), *[(f"step{i}", i, i + 1) for i in range(6, 11)], ("chunk11_15", 11, 15)]:
            result = model(input_ids=torch.tensor([ids[start:end]]), past_key_values=past, use_cache=True)
            past = result.past_key_values
            case.add(f"{label}.logits", result.logits)
    return case


def greedy(model, prompt, count=16):
    past, ids, tokens = None, prompt, []
    with torch.no_grad():
        for _ in range(count):
            result = model(input_ids=torch.tensor([ids]), past_key_values=past, use_cache=True)
            past = result.past_key_values
            tokens.append(int(result.logits[0, -1].argmax()))
            ids = tokens[-1:]
    return dict(prompt=prompt, max_new_tokens=count, tokens=tokens)


def make(folder, name, class_name, config_class, settings):
    torch.manual_seed(sum(map(ord, name)))
    settings = dict(settings)
    positions = settings.pop("_positions", True)
    config = getattr(transformers, config_class)(**settings)
    config._attn_implementation = "eager"
    model = getattr(transformers, class_name)(config).eval()
    spread(model)
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(target)
    vocab = config.vocab_size
    ids0 = torch.randint(5, vocab, (SEQ0,)).tolist()
    ids1 = torch.randint(5, vocab, (SEQ1,)).tolist()
    causal = class_name.endswith(("ForCausalLM", "LMHeadModel"))
    decoder = causal or settings.get("_decoder", False)
    cases = [run_case(model, "seq0", dict(input_ids=[ids0])), run_case(model, "batch_right", batch_inputs(ids0, ids1, "right", False))]
    if causal:
        takes_positions = positions and "position_ids" in inspect.signature(model.forward).parameters
        cases.append(run_case(model, "batch_left", batch_inputs(ids0, ids1, "left", takes_positions)))
        cases.append(steps_case(model, ids0))
    expected = dict(name=name, kind="decoder" if decoder else "encoder", cases={case.name: case.json for case in cases})
    if causal:
        expected["greedy"] = greedy(model, ids0[:8])
    arrays = {key: value for case in cases for key, value in case.arrays.items()}
    save_file(arrays, target / "expected.safetensors")
    (target / "expected.json").write_text(json.dumps(expected))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only")
    given = arguments.parse_args()
    for name, (class_name, config_class, settings) in VARIANTS.items():
        if given.only and given.only not in name:
            continue
        try:
            make(given.folder, name, class_name, config_class, settings)
        except Exception as error:
            print(f"{name}: not made: {type(error).__name__}: {str(error)[:200]}")


if __name__ == "__main__":
    main()
