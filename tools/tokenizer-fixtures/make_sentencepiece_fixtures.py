"""Small SentencePiece models, one option varied at a time, and what SentencePiece itself makes of some texts.

    pip install sentencepiece==0.2.2
    python make_sentencepiece_fixtures.py ../../packages/tokenizer/test/formats/fixtures/sentencepiece.json.gz
"""

import base64
import gzip
import io
import json
import sys
import tempfile
from pathlib import Path

import sentencepiece

here = Path(__file__).parent
texts = json.loads((here / "training-texts.json").read_text(encoding="utf8"))
probes = texts + [
    "",
    " ",
    "   ",
    " leading",
    "trailing ",
    "  two  spaces  everywhere  ",
    "tab\tand\nnew line\r\n",
    "ＦＵＬＬ　ｗｉｄｔｈ ﬁ ㌔ ① Å",
    "unknown: ₿ 𝔘𝔫𝔦 ☃☃ 🦄🦄🦄",
    "▁literal ▁▁ marks▁",
    "é e\u0301 ñ",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "\u200bzero\u00adwidth\u0000null\u0007bell",
    "<0x41> is not a byte",
]

# The rules SentencePiece brings compile to 240 kB; these few show the same cases: one to many, many to one, to nothing.
rules = tempfile.NamedTemporaryFile("w", suffix=".tsv")
for source, target in [("\t", " "), ("\n", " "), ("\r", " "), ("\u3000", " "), ("\u00a0", " "), ("ﬁ", "fi"), ("e\u0301", "é"), ("㌔", "キロ"), ("\u00ad", ""), ("\u200b", ""), ("①", "1"), ("▁", " ")]:
    rules.write(" ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target) + "\n")
rules.flush()

common = dict(normalization_rule_tsv=rules.name, vocab_size=420, character_coverage=0.98, num_threads=1, minloglevel=2, hard_vocab_limit=False)
models = {
    "bpe": dict(model_type="bpe"),
    "bpe-llama": dict(model_type="bpe", byte_fallback=True, normalization_rule_tsv="", normalization_rule_name="identity", remove_extra_whitespaces=False, vocab_size=600, split_digits=True, allow_whitespace_only_pieces=True),
    "bpe-no-prefix": dict(model_type="bpe", add_dummy_prefix=False),
    "bpe-across-words": dict(model_type="bpe", split_by_whitespace=False, byte_fallback=True, vocab_size=600),
    "unigram": dict(model_type="unigram"),
    "unigram-bytes": dict(model_type="unigram", byte_fallback=True, vocab_size=600),
    "unigram-identity": dict(model_type="unigram", normalization_rule_tsv="", normalization_rule_name="identity", remove_extra_whitespaces=False),
    "unigram-suffix": dict(model_type="unigram", treat_whitespace_as_suffix=True),
    "unigram-across-words": dict(model_type="unigram", split_by_whitespace=False),
    "unigram-t5-ids": dict(model_type="unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1),
}

result = {"sentencepiece": sentencepiece.__version__, "texts": probes, "models": {}}
for name, options in models.items():
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(texts), model_writer=out, **{**common, **options})
    processor = sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())
    ids = [processor.encode(text) for text in probes]
    result["models"][name] = {
        "model": base64.b64encode(out.getvalue()).decode(),
        "ids": ids,
        "decoded": [processor.decode(one) for one in ids],
    }
    print(name, processor.vocab_size(), len(out.getvalue()), "bytes")
Path(sys.argv[1]).write_bytes(gzip.compress(json.dumps(result, ensure_ascii=False).encode(), mtime=0))
