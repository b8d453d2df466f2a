"""Writes what Hugging Face's configuration classes assume where a config.json says nothing:
`python tools/checkpoint-fixtures/class_defaults.py packages/model-hf/test/class-defaults.json <model types …>`.

Needs transformers (4.57.6). Keys of files, training, generation and outputs are left out.
"""

import json
import sys
from pathlib import Path

from transformers import CONFIG_MAPPING

from mutations import SKIPPED

KEPT = {"vocab_size", "is_encoder_decoder", "pad_token_id", "tie_word_embeddings"}


def defaults(model_type):
    config = CONFIG_MAPPING[model_type]().to_dict()
    return {key: value for key, value in config.items() if (key not in SKIPPED or key in KEPT) and not key.startswith("_attn")}


if __name__ == "__main__":
    target, *model_types = sys.argv[1:]
    lines = [f"  {json.dumps(name)}: {json.dumps(defaults(name), sort_keys=True)}" for name in sorted(model_types)]
    Path(target).write_text("{\n" + ",\n".join(lines) + "\n}\n")
