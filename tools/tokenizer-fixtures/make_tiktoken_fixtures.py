"""The first ranks of cl100k_base and o200k_base, and the ids that tiktoken gives with only these.

    npm install tiktoken@1.0.22; pip install tiktoken==0.14.0
    python make_tiktoken_fixtures.py node_modules/tiktoken/encoders ../../packages/tokenizer/test/formats/fixtures/tiktoken.json

The ranks are OpenAI's, published under the MIT licence with tiktoken.
"""

import base64
import json
import sys
from pathlib import Path

import tiktoken

texts = json.loads((Path(__file__).parent / "training-texts.json").read_text(encoding="utf8"))
probes = texts + [
    "",
    "hello <|endoftext|> world<|fim_prefix|>",
    "a" * 50 + " " * 50 + "\n" * 10 + "=" * 40 + "aaabaaab",
    "DON'T we'RE 1234567 ½ \r\n\r\n x\t\ty  z ",
    "ﬁ ﹏﹏ \u0085\u2028 İ ǅ ſ",
]
result = {"tiktoken": tiktoken.__version__, "texts": probes, "encodings": {}}
for name in ("cl100k_base", "o200k_base"):
    source = json.loads((Path(sys.argv[1]) / f"{name}.json").read_text())
    ranks = {}
    for line in source["bpe_ranks"].split("\n"):
        _, start, *tokens = line.split(" ")
        ranks.update({int(start) + i: token for i, token in enumerate(tokens)})
    kept = {rank: token for rank, token in ranks.items() if rank < 3000}
    encoding = tiktoken.Encoding(
        name,
        pat_str=source["pat_str"],
        mergeable_ranks={base64.b64decode(token): rank for rank, token in kept.items()},
        special_tokens=source["special_tokens"],
    )
    result["encodings"][name] = {
        "ranks": "".join(f"{token} {rank}\n" for rank, token in kept.items()),
        "ids": [encoding.encode(text, allowed_special="all") for text in probes],
    }
Path(sys.argv[2]).write_text(json.dumps(result, ensure_ascii=False) + "\n", encoding="utf8")
