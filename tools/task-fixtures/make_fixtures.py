"""Tiny checkpoints with a head for each task, and what Hugging Face's own pipelines make of them.

    pip install torch==2.13.0 transformers==4.57.6 tokenizers==0.22.2
    python make_fixtures.py ../../packages/model-hf/test/tasks/fixtures

Weights are random (seeded) and kept as float16, which every reader widens exactly; tokenizers are trained on the
sentences below. (tokenizers 0.23.2 loses most parts of a long text that overflow; 0.22.2 has them all.) Answers are nonsense, and the same nonsense in every correct implementation.
"""

import json
import math
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BartForSequenceClassification,
    BertConfig,
    BertForMaskedLM,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    BertModel,
    LlamaConfig,
    LlamaForCausalLM,
    MarianConfig,
    MarianMTModel,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
    pipeline,
)
from transformers.utils import logging

logging.set_verbosity_error()
torch.set_num_threads(1)
out = Path(sys.argv[1])

sentences = [
    "Anna lives in Lisbon and works for the harbour office near the old bridge.",
    "The harbour is open from six in the morning until ten at night.",
    "Yesterday Peter Novak bought three red apples and a small loaf of bread.",
    "He paid four euros and walked home along the river, because the tram was late.",
    "Maria Lopez from Toledo wrote a letter to the museum in Vienna.",
    "The museum answered after two weeks: the picture is not for sale.",
    "Rain fell all day, the streets were empty and the lamps were lit early.",
    "I did not like the soup, but the bread was wonderful!",
    "Is the river deep enough for large ships in summer?",
    "Children played football behind the school while their teachers watched.",
]
context = " ".join(sentences)


def save(folder: str, model, tokenizer, extra: dict | None = None) -> str:
    path = out / folder
    tokenizer.save_pretrained(path)
    (path / "special_tokens_map.json").unlink(missing_ok=True)
    if model is not None:
        model.half().save_pretrained(path)
    for name, value in (extra or {}).items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value, indent=2) + "\n")
    return str(path)


def kept(folder: str, train) -> PreTrainedTokenizerFast:
    """Training orders ties by chance: the tokenizer that is there already stays."""
    path = out / folder
    return PreTrainedTokenizerFast.from_pretrained(path) if (path / "tokenizer.json").exists() else train()


def word_piece() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(sentences, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special))
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        **dict(zip(["pad_token", "unk_token", "cls_token", "sep_token", "mask_token"], special)),
        model_max_length=64,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )


def unigram() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    special = ["<pad>", "</s>", "<unk>"]
    more = ["translate English to German: ", "summarize: "] * 20
    trainer = trainers.UnigramTrainer(vocab_size=170, special_tokens=special, unk_token="<unk>")
    tokenizer.train_from_iterator(sentences + more, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=64
    )


def byte_level(special: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=320, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(sentences, trainer)
    return tokenizer


def bert_config(tokenizer, **more) -> BertConfig:
    return BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=0.4,
        **more,
    )


def make(kind, config, seed=1):
    torch.manual_seed(seed)
    model = kind(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("bias"):
                weight.normal_(0, 0.3)
    return model.half().float()


def plain(value):
    """Numbers of numpy and torch as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value


cases: dict[str, list] = {}


def case(task: str, folder: str, arguments: dict, result, **more) -> None:
    cases.setdefault(task, []).append({"folder": folder, **more, "arguments": arguments, "result": plain(result)})


bert = kept("fill-mask", word_piece)

folder = save("fill-mask", make(BertForMaskedLM, bert_config(bert)), bert)
pipe = pipeline("fill-mask", model=folder, device="cpu", dtype=torch.float32)
for text in ["Anna lives in [MASK].", "The [MASK] is open [MASK] six."]:
    case("fill-mask", "fill-mask", {"text": text}, pipe(text, top_k=4))
case("fill-mask", "fill-mask", {"text": "I like [MASK]!", "targets": ["bread", "tram", "Anna"]},
     pipe("I like [MASK]!", targets=["bread", "tram", "Anna"]))

labels = {0: "contradiction", 1: "neutral", 2: "entailment"}
config = bert_config(bert, num_labels=3, id2label=labels, label2id={name: i for i, name in labels.items()})
folder = save("sequence", make(BertForSequenceClassification, config, 2), bert)
pipe = pipeline("text-classification", model=folder, device="cpu", dtype=torch.float32)
for text in [sentences[7], sentences[3]]:
    case("text-classification", "sequence", {"text": text}, pipe(text, top_k=None))
pair = {"text": sentences[1], "text_pair": sentences[8]}
case("text-classification", "sequence", {"text": pair["text"], "pair": pair["text_pair"]}, pipe(pair, top_k=None))
for problem in ["multi_label_classification", "regression"]:
    pipe.model.config.problem_type = problem
    case("text-classification", "sequence", {"text": sentences[0]}, pipe(sentences[0], top_k=None), problemType=problem)
pipe = pipeline("zero-shot-classification", model=folder, device="cpu", dtype=torch.float32)
for multi in [False, True]:
    names = ["food", "travel", "weather"]
    result = pipe(sentences[6], candidate_labels=names, multi_label=multi)
    case("zero-shot-classification", "sequence", {"text": sentences[6], "labels": names, "multiLabel": multi}, result)
result = pipe(sentences[4], candidate_labels=["post"], hypothesis_template="The topic is {}, is it?")
case("zero-shot-classification", "sequence",
     {"text": sentences[4], "labels": ["post"], "template": "The topic is {}, is it?"}, result)

folder = save("cross-encoder", make(BertForSequenceClassification, bert_config(bert, num_labels=1), 3), bert)
pipe = pipeline("text-classification", model=folder, device="cpu", dtype=torch.float32)
query = "Where is the museum?"
scores = [pipe({"text": query, "text_pair": document}, function_to_apply="none")["score"] for document in sentences]
case("re-ranking", "cross-encoder", {"query": query, "documents": sentences}, scores)

tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
config = bert_config(bert, num_labels=5, id2label=dict(enumerate(tags)), label2id={t: i for i, t in enumerate(tags)})
folder = save("tokens", make(BertForTokenClassification, config, 4), bert)
for aggregation in ["none", "simple", "first", "average", "max"]:
    pipe = pipeline("token-classification", model=folder, device="cpu", dtype=torch.float32, aggregation_strategy=aggregation)
    for text in [sentences[2], sentences[4] + " Zürich: 100 %"]:
        case("token-classification", "tokens", {"text": text, "aggregation": aggregation}, pipe(text))
case("token-classification", "tokens", {"text": sentences[0], "aggregation": "simple", "ignoreLabels": []},
     pipeline("token-classification", model=folder, device="cpu", dtype=torch.float32, aggregation_strategy="simple", ignore_labels=[])(sentences[0]))

folder = save("spans", make(BertForQuestionAnswering, bert_config(bert), 5), bert)
pipe = pipeline("question-answering", model=folder, device="cpu", dtype=torch.float32)
question = "What did Peter buy?"
short = " ".join(sentences[2:4])
for arguments, options in [
    ({"question": question, "context": sentences[2]}, {}),
    ({"question": question, "context": sentences[2], "topK": 3}, {"top_k": 3}),
    ({"question": question, "context": context, "topK": 3, "stride": 16}, {"top_k": 3, "doc_stride": 16}),
    ({"question": question, "context": context, "maxLength": 40, "stride": 10, "maxAnswerLength": 4},
     {"max_seq_len": 40, "doc_stride": 10, "max_answer_len": 4}),
    ({"question": question, "context": short, "impossible": True, "topK": 2, "maxLength": 60, "stride": 20},
     {"handle_impossible_answer": True, "top_k": 2, "max_seq_len": 60, "doc_stride": 20}),
    ({"question": question, "context": sentences[3], "topK": 2, "wholeWords": False}, {"top_k": 2, "align_to_words": False}),
]:
    result = pipe(question=arguments["question"], context=arguments["context"], **options)
    case("question-answering", "spans", arguments, result)

model = make(BertModel, bert_config(bert), 6)
modules = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
pooling = {"word_embedding_dimension": 16, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True}
extra = {"modules.json": modules, "1_Pooling/config.json": pooling, "sentence_bert_config.json": {"max_seq_length": 24}}
save("embedding", model, bert, extra)
model.float()
# The definition (Sentence Transformers is not needed for it): mean over tokens, then length 1.
with torch.no_grad():
    rows = []
    for text in sentences:
        inputs = bert(text, return_tensors="pt", truncation=True, max_length=24)
        mean = model(**inputs).last_hidden_state[0].mean(0)
        rows.append((mean / mean.norm()).tolist())
case("embedding", "embedding", {"texts": sentences}, rows)

pieces = kept("t5", unigram)
config = T5Config(
    vocab_size=len(pieces), d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2, decoder_start_token_id=0,
    pad_token_id=0, eos_token_id=1, initializer_factor=1.5,
    task_specific_params={
        "summarization": {"prefix": "summarize: ", "max_length": 30, "min_length": 6, "no_repeat_ngram_size": 3,
                          "num_beams": 4, "length_penalty": 2.0, "early_stopping": True},
        "translation_en_to_de": {"prefix": "translate English to German: ", "max_length": 20, "num_beams": 1},
    },
)
folder = save("t5", make(T5ForConditionalGeneration, config, 7), pieces)
pipe = pipeline("translation_en_to_de", model=folder, device="cpu", dtype=torch.float32)
for text in sentences[:2]:
    case("translation", "t5", {"text": text, "from": "en", "to": "de"}, pipe(text, max_new_tokens=16)[0]["translation_text"])
pipe = pipeline("summarization", model=folder, device="cpu", dtype=torch.float32)
for text in sentences[2:4]:
    case("summarization", "t5", {"text": text}, pipe(text, max_new_tokens=29)[0]["summary_text"])

config = MarianConfig(
    vocab_size=len(pieces), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
    decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=64, pad_token_id=0,
    eos_token_id=1, forced_eos_token_id=1, decoder_start_token_id=0, init_std=0.5, scale_embedding=True,
)
model = make(MarianMTModel, config, 8)
model.generation_config.num_beams = 3
model.generation_config.bad_words_ids = [[0]]
model.generation_config.max_length = 24
folder = save("marian", model, pieces)
pipe = pipeline("translation", model=folder, device="cpu", dtype=torch.float32)
for text in sentences[4:6]:
    case("translation", "marian", {"text": text}, pipe(text)[0]["translation_text"])

special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
tokenizer = byte_level(special)
tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
bytes_bart = kept("bart", lambda: PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, bos_token="<s>", pad_token="<pad>", eos_token="</s>", unk_token="<unk>", mask_token="<mask>",
))
bytes_bart.model_input_names = ["input_ids", "attention_mask"]  # BART has no sentence vectors
config = BartConfig(
    vocab_size=len(bytes_bart), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
    decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=96, init_std=0.5,
)
model = make(BartForConditionalGeneration, config, 9)
model.generation_config.forced_bos_token_id = 0
model.generation_config.num_beams = 4
model.generation_config.no_repeat_ngram_size = 3
model.generation_config.min_length = 8
model.generation_config.max_length = 24
folder = save("bart", model, bytes_bart)
pipe = pipeline("summarization", model=folder, device="cpu", dtype=torch.float32)
for text in sentences[:2]:
    case("summarization", "bart", {"text": text}, pipe(text)[0]["summary_text"])

config = BartConfig(
    vocab_size=len(bytes_bart), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
    decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=96, init_std=0.5,
    num_labels=3, id2label=labels, label2id={name: i for i, name in labels.items()},
)
folder = save("bart-inference", make(BartForSequenceClassification, config, 11), bytes_bart)
pipe = pipeline("text-classification", model=folder, tokenizer=bytes_bart, device="cpu", dtype=torch.float32)
case("text-classification", "bart-inference", {"text": sentences[5]}, pipe(sentences[5], top_k=None))
pipe = pipeline("zero-shot-classification", model=folder, tokenizer=bytes_bart, device="cpu", dtype=torch.float32)
for multi in [False, True]:
    result = pipe(sentences[2], candidate_labels=names, multi_label=multi)
    case("zero-shot-classification", "bart-inference", {"text": sentences[2], "labels": names, "multiLabel": multi}, result)

special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
chat = kept("chat", lambda: PreTrainedTokenizerFast(tokenizer_object=byte_level(special), eos_token="<|endoftext|>"))
chat.chat_template = (
    "{% if tools %}<|im_start|>system\nTools: {{ tools | tojson }}<|im_end|>\n{% endif %}"
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}"
    "{% if message.tool_calls %}{{ message.tool_calls | tojson }}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
config = LlamaConfig(
    vocab_size=len(chat), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
    max_position_embeddings=256, initializer_range=0.5, bos_token_id=0, eos_token_id=0, tie_word_embeddings=True,
)
model = make(LlamaForCausalLM, config, 10)
folder = save("chat", model, chat)
pipe = pipeline("text-generation", model=folder, device="cpu", dtype=torch.float32)
tool = {"type": "function", "function": {"name": "tide", "parameters": {"type": "object", "properties": {"port": {"type": "string"}}}}}
talks = [
    {"messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Is the river deep?"}]},
    {"tools": [tool], "messages": [
        {"role": "user", "content": "When is high water in Lisbon?"},
        {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": {"name": "tide", "arguments": {"port": "Lisbon"}}}]},
        {"role": "tool", "content": "14:05"},
    ]},
]
for talk in talks:
    prompt = chat.apply_chat_template(talk["messages"], tools=talk.get("tools"), add_generation_prompt=True, tokenize=False)
    text = pipe(prompt, max_new_tokens=16, do_sample=False, return_full_text=False, eos_token_id=[0, 2])[0]["generated_text"]
    case("chat", "chat", talk, {"prompt": prompt, "text": text})
text = pipe(sentences[0], max_new_tokens=12, do_sample=False, return_full_text=False)[0]["generated_text"]
case("text-generation", "chat", {"prompt": sentences[0]}, text)

# Perplexity by sliding windows, as https://huggingface.co/docs/transformers/perplexity defines it.
model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
ids = chat(context, return_tensors="pt").input_ids
for window, stride in [(64, 32), (64, 64), (48, 12), (4096, 4096)]:
    total, count, before = 0.0, 0, 0
    for begin in range(0, ids.shape[1], stride):
        end = min(begin + window, ids.shape[1])
        part = ids[:, begin:end]
        target = part.clone()
        target[:, : -(end - before)] = -100
        with torch.no_grad():
            loss = model(part, labels=target).loss.double().item()
        counted = (target != -100).sum().item() - 1 * (target[0, 0] != -100).item()
        if counted > 0:
            total += loss * counted
            count += counted
        before = end
        if end == ids.shape[1]:
            break
    case("perplexity", "chat", {"text": context, "window": window, "stride": stride},
         {"perplexity": math.exp(total / count), "tokens": count})

(out / "expected.json").write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")
for path in out.rglob("*"):
    if path.name in ("special_tokens_map.json",):
        path.unlink()
print({task: len(items) for task, items in cases.items()})
