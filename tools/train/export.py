"""Writes a trained model as a Hugging Face folder: `python tools/train/export.py <run> <folder> --tokenizer <tokenizer.json>`.

Weights become float16. Names are Hugging Face's already, because the modules are named so (see llama.py).
"""

import argparse
import json
import struct
from pathlib import Path

import torch


def write_safetensors(path, tensors):
    """The safetensors format: a length, a JSON header, then every tensor's bytes (https://huggingface.co/docs/safetensors)."""
    header, at = {"__metadata__": {"format": "pt"}}, 0
    blobs = []
    for name, tensor in sorted(tensors.items()):
        blob = tensor.detach().cpu().to(torch.float16).contiguous().numpy().tobytes()
        header[name] = dict(dtype="F16", shape=list(tensor.shape), data_offsets=[at, at + len(blob)])
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # data begins at a multiple of 8
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("run")
    arguments.add_argument("folder")
    arguments.add_argument("--tokenizer", required=True)
    given = arguments.parse_args()
    run, folder = Path(given.run), Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((run / "config.json").read_text())
    weights = run / "weights.pt"  # a run that still goes on has only its last state
    tensors = torch.load(weights, map_location="cpu") if weights.exists() else torch.load(run / "state.pt", map_location="cpu", weights_only=False)["model"]
    write_safetensors(folder / "model.safetensors", tensors)
    write_json(folder / "config.json", config["model"])
    if "generation" in config:
        write_json(folder / "generation_config.json", config["generation"])
    write_json(folder / "tokenizer_config.json", config["tokenizer"])
    (folder / "tokenizer.json").write_text(Path(given.tokenizer).read_text())
    print(f"wrote {sum(p.numel() for p in tensors.values()):,} parameters to {folder}")


if __name__ == "__main__":
    main()
