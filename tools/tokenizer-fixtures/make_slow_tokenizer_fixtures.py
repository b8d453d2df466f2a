"""Checkpoint directories without tokenizer.json, and the ids that transformers' tokenizers give.

    pip install transformers==4.57.6 tokenizers==0.22.2 sentencepiece==0.2.2 protobuf
    python make_slow_tokenizer_fixtures.py ../../packages/tokenizer/test/formats/fixtures/slow-tokenizers.json.gz

`slow` is the Python tokenizer of the class (for SentencePiece classes: SentencePiece itself), `fast` its conversion to the
Rust library. Where they differ, `slow` is what the model was trained with.
"""

import base64
import gzip
import io
import json
import sys
import tempfile
from pathlib import Path

import sentencepiece
import transformers
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

here = Path(__file__).parent
texts = json.loads((here / "training-texts.json").read_text(encoding="utf8"))
probes = texts + [
    "",
    " leading and trailing ",
    "Double  Spaces,\tTabs\nand   LINES.",
    "DON'T don't won't we're I'll 12345 ½",
    "ＦＵＬＬ　ｗｉｄｔｈ ﬁ ÀÉÎ ß",
    "unknown: ₿ ☃☃ 🦄",
]
with_special = {"[CLS]": "[CLS] in [MASK] text[SEP]", "<s>": "<s>in <mask> text</s>", "<|endoftext|>": "one<|endoftext|>two <|endoftext|> three"}


def bpe(special, pre_tokenizer, normalizer=None, **options):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer:
        tokenizer.normalizer = normalizer
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=700, special_tokens=special, initial_alphabet=alphabet, show_progress=False, **options))
    model = json.loads(tokenizer.to_str())["model"]
    merges = "".join(f"{a} {b}\n" for a, b in model["merges"])
    return {"vocab.json": json.dumps(model["vocab"], ensure_ascii=False), "merges.txt": "#version: 0.2\n" + merges}


def word_piece(special, **options):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(**options)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=500, special_tokens=special, show_progress=False))
    vocab = tokenizer.get_vocab()
    return {"vocab.txt": "".join(token + "\n" for token in sorted(vocab, key=vocab.get))}


def spm(name, **options):
    out = io.BytesIO()
    common = dict(vocab_size=420, character_coverage=0.98, num_threads=1, minloglevel=2, hard_vocab_limit=False, normalization_rule_name="identity")
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(texts), model_writer=out, **{**common, **options})
    return {name: out.getvalue()}


byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
clip_words = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), "removed", True), byte_level])
clip_normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
bert_special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
llama = dict(model_type="bpe", byte_fallback=True, remove_extra_whitespaces=False, vocab_size=600, split_digits=True, allow_whitespace_only_pieces=True)
cases = {
    "bert-uncased": ("BertTokenizer", word_piece(bert_special), {"do_lower_case": True}),
    "bert-cased": ("BertTokenizer", word_piece(bert_special, lowercase=False), {"do_lower_case": False, "strip_accents": False}),
    "bert-no-chinese": ("BertTokenizer", word_piece(bert_special), {"tokenize_chinese_chars": False}),
    "distilbert": ("DistilBertTokenizer", word_piece(bert_special), {}),
    "mpnet": ("MPNetTokenizer", word_piece(["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]), {}),
    "gpt2": ("GPT2Tokenizer", bpe(["<|endoftext|>"], byte_level), {}),
    "gpt2-bos": ("GPT2Tokenizer", bpe(["<|endoftext|>"], byte_level), {"add_bos_token": True, "add_prefix_space": True}),
    "roberta": ("RobertaTokenizer", bpe(["<s>", "<pad>", "</s>", "<unk>", "<mask>"], byte_level), {}),
    "bart-prefix-space": ("BartTokenizer", bpe(["<s>", "<pad>", "</s>", "<unk>", "<mask>"], byte_level), {"add_prefix_space": True}),
    "clip": ("CLIPTokenizer", bpe(["<|startoftext|>", "<|endoftext|>"], clip_words, clip_normalizer, end_of_word_suffix="</w>"), {}),
    "qwen2": ("Qwen2Tokenizer", bpe(["<|endoftext|>"], byte_level, normalizers.NFC()), {"added_tokens_decoder": {"700": {"content": "<|im_start|>", "special": True, "normalized": False, "lstrip": False, "rstrip": False, "single_word": False}}}),
    "llama-legacy": ("LlamaTokenizer", spm("tokenizer.model", **llama), {"legacy": True}),
    "llama-eos": ("LlamaTokenizer", spm("tokenizer.model", **llama), {"legacy": False, "add_eos_token": True}),
    "gemma": ("GemmaTokenizer", spm("tokenizer.model", **llama, add_dummy_prefix=False, pad_id=0, eos_id=1, bos_id=2, unk_id=3, bos_piece="<bos>", eos_piece="<eos>"), {"sp_model_kwargs": {}}),
    "t5": ("T5Tokenizer", spm("spiece.model", model_type="unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1), {"extra_ids": 10, "legacy": True}),
    "xlm-roberta": ("XLMRobertaTokenizer", spm("sentencepiece.bpe.model", model_type="unigram", bos_id=1, eos_id=2, unk_id=0), {}),
    "deberta-v2": ("DebertaV2Tokenizer", spm("spm.model", model_type="unigram", pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]"), {"do_lower_case": True}),
}

result = {"transformers": transformers.__version__, "texts": probes, "cases": {}}
for name, (class_name, files, config) in cases.items():
    config = {"tokenizer_class": class_name, **config}
    files = {**files, "tokenizer_config.json": json.dumps(config)}
    with tempfile.TemporaryDirectory() as directory:
        for file, content in files.items():
            (Path(directory) / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        slow = getattr(transformers, class_name).from_pretrained(directory)
        fast = getattr(transformers, class_name + "Fast").from_pretrained(directory)
    special = next((text for token, text in with_special.items() if token in slow.all_special_tokens), None)
    result["cases"][name] = {
        "files": {file: {"base64": base64.b64encode(content).decode()} if isinstance(content, bytes) else content for file, content in files.items()},
        "slow": [slow(text)["input_ids"] for text in probes],
        "fast": [fast(text)["input_ids"] for text in probes],
        "pair": fast("one text", "and another")["input_ids"],
        "special": special and {"text": special, "slow": slow(special)["input_ids"], "fast": fast(special)["input_ids"]},
        "all_special": {token: id for token, id in zip(fast.all_special_tokens, fast.all_special_ids)},
    }
    case = result["cases"][name]
    print(name, "slow and fast differ on", sum(a != b for a, b in zip(case["slow"], case["fast"])), special and case["special"]["slow"] == case["special"]["fast"])
Path(sys.argv[1]).write_bytes(gzip.compress(json.dumps(result, ensure_ascii=False).encode(), mtime=0))
