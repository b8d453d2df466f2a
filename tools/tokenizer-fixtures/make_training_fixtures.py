"""What Hugging Face's trainers make of training-texts.json: vocabularies and merges our trainers have to equal.

    pip install tokenizers==0.23.2
    python make_training_fixtures.py ../../packages/tokenizer/test/training/fixtures/rust-trainers.json

`repeats` says whether two runs of the reference gave the same file; where they did not, it numbers or chooses things in
the order of a randomly seeded hash table, and the test asks for less than equality and says so.
"""

import json
import sys
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

texts = json.loads((Path(__file__).parent / "training-texts.json").read_text(encoding="utf8"))
byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
bytes_ = pre_tokenizers.ByteLevel.alphabet()

cases = {
    "bpe-bytes": (models.BPE, byte_level, None, trainers.BpeTrainer, dict(vocab_size=600, special_tokens=["<|endoftext|>"], initial_alphabet=bytes_)),
    "bpe-bytes-full": (models.BPE, byte_level, None, trainers.BpeTrainer, dict(vocab_size=5000, initial_alphabet=bytes_)),
    "bpe-characters": (models.BPE, pre_tokenizers.Whitespace(), None, trainers.BpeTrainer, dict(vocab_size=500, special_tokens=["[PAD]", "[UNK]", "a"])),
    "bpe-min-frequency": (models.BPE, pre_tokenizers.WhitespaceSplit(), normalizers.NFKC(), trainers.BpeTrainer, dict(vocab_size=5000, min_frequency=3)),
    "bpe-max-token-length": (models.BPE, pre_tokenizers.WhitespaceSplit(), None, trainers.BpeTrainer, dict(vocab_size=1000, max_token_length=4)),
    "bpe-no-pre-tokenizer": (models.BPE, None, None, trainers.BpeTrainer, dict(vocab_size=900)),
    "bpe-initial-alphabet": (models.BPE, pre_tokenizers.Punctuation(), normalizers.Lowercase(), trainers.BpeTrainer, dict(vocab_size=400, initial_alphabet=["Ω", "zebra", "é"])),
    "bpe-suffix": (models.BPE, pre_tokenizers.Whitespace(), None, trainers.BpeTrainer, dict(vocab_size=600, end_of_word_suffix="</w>")),
    "bpe-prefix": (models.BPE, pre_tokenizers.Whitespace(), None, trainers.BpeTrainer, dict(vocab_size=600, continuing_subword_prefix="@@")),
    "bpe-limit-alphabet": (models.BPE, pre_tokenizers.Whitespace(), None, trainers.BpeTrainer, dict(vocab_size=300, limit_alphabet=30)),
    "word-piece": (models.WordPiece, pre_tokenizers.BertPreTokenizer(), normalizers.Sequence([normalizers.NFD(), normalizers.Lowercase(), normalizers.StripAccents()]), trainers.WordPieceTrainer, dict(vocab_size=600, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])),
    "word-level": (models.WordLevel, pre_tokenizers.Whitespace(), None, trainers.WordLevelTrainer, dict(vocab_size=200, special_tokens=["<unk>", "<pad>"])),
    "word-level-min-frequency": (models.WordLevel, pre_tokenizers.Whitespace(), None, trainers.WordLevelTrainer, dict(min_frequency=2, special_tokens=["<unk>"])),
    "unigram-metaspace": (models.Unigram, pre_tokenizers.Metaspace(), None, trainers.UnigramTrainer, dict(vocab_size=340, special_tokens=["<unk>", "<s>"], unk_token="<unk>")),
    "unigram-short-pieces": (models.Unigram, pre_tokenizers.WhitespaceSplit(), normalizers.NFKC(), trainers.UnigramTrainer, dict(vocab_size=310, special_tokens=["<unk>"], unk_token="<unk>", max_piece_length=3, shrinking_factor=0.6, n_sub_iterations=3)),
    "unigram-no-pre-tokenizer": (models.Unigram, None, None, trainers.UnigramTrainer, dict(vocab_size=320, special_tokens=["<unk>"], unk_token="<unk>")),
}


def train(model, pre_tokenizer, normalizer, trainer, options):
    tokenizer = Tokenizer(model())
    if pre_tokenizer is not None:
        tokenizer.pre_tokenizer = pre_tokenizer
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.train_from_iterator(texts, trainer(show_progress=False, **options))
    return json.loads(tokenizer.to_str())


result = {"tokenizers": tokenizers.__version__, "texts": texts, "cases": {}}
for name, (model, pre_tokenizer, normalizer, trainer, options) in cases.items():
    file, again = (train(model, pre_tokenizer, normalizer, trainer, options) for _ in range(2))
    trained = {key: file["model"][key] for key in ("vocab", "merges") if key in file["model"]}
    if isinstance(trained["vocab"], dict):  # ids are 0, 1, 2 … without holes
        tokens = sorted(trained["vocab"], key=trained["vocab"].get)
        assert [trained["vocab"][token] for token in tokens] == list(range(len(tokens))), name
        trained["vocab"] = tokens
    if "initial_alphabet" in options and len(options["initial_alphabet"]) == 256:
        options = {**options, "initial_alphabet": "bytes"}
    result["cases"][name] = {
        "type": file["model"]["type"],
        "normalizer": file["normalizer"],
        "pre_tokenizer": file["pre_tokenizer"],
        "options": options,
        "repeats": file == again,
        **trained,
    }
    print(name, len(trained["vocab"]), "tokens; repeats:", file == again)
Path(sys.argv[1]).write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf8")
