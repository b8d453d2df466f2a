"""Compares our plain models with Hugging Face's, weight names and outputs alike: `python tools/train/check_parity.py`.

Needs transformers. Random weights, no padding but for one row; the largest difference of any logit is printed.
"""

import json
import sys
from pathlib import Path

import torch
import transformers

from bert import Bert
from llama import Llama
from mixtral import Mixtral
from t5 import T5

OURS = dict(llama=Llama, mixtral=Mixtral, bert=Bert, t5=T5)


def main():
    torch.manual_seed(0)
    worst = 0.0
    for path in sorted(Path(__file__).parent.glob("configs/*.json")):
        config = json.loads(path.read_text())["model"]
        ours = OURS[config["model_type"]](config).eval()
        for p in ours.parameters():
            p.data += 0.02 * torch.randn_like(p)  # norms and biases too
        theirs = getattr(transformers, config["architectures"][0])
        theirs = theirs(transformers.AutoConfig.for_model(**config)).float().eval()
        state = ours.state_dict()
        named = convert_experts(state) if config["model_type"] == "mixtral" else state
        report = theirs.load_state_dict(named, strict=False)
        missing = [name for name in report.missing_keys if not name.endswith(("lm_head.weight", "embed_tokens.weight", "decoder.weight", "decoder.bias", "position_ids"))]
        if missing or report.unexpected_keys:
            sys.exit(f"{path.name}: missing {missing}, unexpected {report.unexpected_keys}")
        theirs.tie_weights()
        ids = torch.randint(5, config["vocab_size"], (2, 24))
        with torch.no_grad():
            if config["model_type"] == "t5":
                ids[1, 17:] = 0
                start = torch.randint(5, config["vocab_size"], (2, 9))
                pair = ours(ids, start), theirs(input_ids=ids, attention_mask=(ids != 0).long(), decoder_input_ids=start).logits
            else:
                pair = ours(ids), theirs(input_ids=ids).logits
        gap = float((pair[0] - pair[1]).abs().max())
        print(f"{path.stem}: largest difference {gap:.2e} of logits up to {float(pair[1].abs().max()):.1f}")
        worst = max(worst, gap / float(pair[1].abs().max()))
    sys.exit(worst > 1e-5)


def convert_experts(state):
    """transformers 5 keeps a layer's experts in one tensor in memory (the files still have them apart)."""
    if int(transformers.__version__.split(".")[0]) < 5:
        return state
    out = {}
    for name, tensor in state.items():
        if ".experts." not in name:
            out[name.replace("block_sparse_moe", "mlp")] = tensor
    layers = {name.split(".experts.")[0] for name in state if ".experts." in name}
    for layer in layers:
        count = len({n.split(".experts.")[1].split(".")[0] for n in state if n.startswith(layer + ".experts.")})
        part = lambda i, w: state[f"{layer}.experts.{i}.{w}.weight"]
        key = layer.replace("block_sparse_moe", "mlp") + ".experts."
        out[key + "gate_up_proj"] = torch.stack([torch.cat([part(i, "w1"), part(i, "w3")]) for i in range(count)])
        out[key + "down_proj"] = torch.stack([part(i, "w2") for i in range(count)])
    return out


if __name__ == "__main__":
    main()
