"""Reference data for packages/sampling, computed by Hugging Face transformers.

usage: python make_fixtures.py <folder>        (writes what the installed version can make)

With transformers 5.18.0: processors.json, decoding.json, contrastive.json, options-5.json. With 4.57.6: groups.json, options-4.json.
Both on torch 2.13.0 (CPU). The model is a table: logits[t] = last[token t] + previous[token t - 1], so that any
implementation can have the same one.
"""
import base64, inspect, json, math, re, sys
from pathlib import Path

import numpy as np
import torch
import transformers
import transformers.generation.logits_process as lp
from transformers import GenerationConfig, GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutput

out = Path(sys.argv[1])
MAJOR = int(transformers.__version__.split(".")[0])
SOURCE = f"Hugging Face transformers {transformers.__version__} on torch {torch.__version__}, tools/sampling-fixtures/make_fixtures.py"


def b64(t):
    return base64.b64encode(t.to(torch.float32).contiguous().numpy().tobytes()).decode()


def write(name, data):
    (out / name).write_text(json.dumps({"source": SOURCE, **data}))
    print(name, (out / name).stat().st_size)


# ---------------------------------------------------------------------------------------------------------------------
# Logits processors, one at a time: the cases that are easy to get wrong


def processor_cases():
    torch.manual_seed(11)
    vocab, cases = 23, []

    def data(spread=3.0, masked=0.0, n=9):
        ids = torch.randint(0, vocab, (1, n))
        ids[:, n - 2 :] = ids[:, 1:3]
        scores = torch.randn(1, vocab) * spread
        return ids, torch.where(torch.rand_like(scores) < masked, -math.inf, scores)

    def add(name, params, processor, ids, scores):
        expected = processor(ids, scores.clone())
        cases.append(
            dict(processor=name, params=params, batch=1, vocab=vocab, input_ids=ids.tolist(), scores=b64(scores), expected=b64(expected))
        )

    for masked in (0.0, 0.3):
        for keep in (1, 4):
            for spread in (0.3, 5.0):
                for k in (1, 3, 30):
                    add("topK", {"topK": k, "minTokensToKeep": keep}, lp.TopKLogitsWarper(k, min_tokens_to_keep=keep), *data(spread, masked))
                for p in (0.02, 0.6, 0.97):
                    add("topP", {"topP": p, "minTokensToKeep": keep}, lp.TopPLogitsWarper(p, min_tokens_to_keep=keep), *data(spread, masked))
                for p in (0.05, 0.7):
                    add("minP", {"minP": p, "minTokensToKeep": keep}, lp.MinPLogitsWarper(p, min_tokens_to_keep=keep), *data(spread, masked))
                    add("typicalP", {"typicalP": p, "minTokensToKeep": keep}, lp.TypicalLogitsWarper(p, min_tokens_to_keep=keep), *data(spread, masked))
                for e in (0.001, 0.3):
                    add("epsilonCutoff", {"epsilonCutoff": e, "minTokensToKeep": keep}, lp.EpsilonLogitsWarper(e, min_tokens_to_keep=keep), *data(spread, masked))
                    add("etaCutoff", {"etaCutoff": e, "minTokensToKeep": keep}, lp.EtaLogitsWarper(e, min_tokens_to_keep=keep), *data(spread, masked))
        for h in (0.2, 0.8):
            add("topH", {"topH": h}, lp.TopHLogitsWarper(h), *data(5.0, 0.0))
        add("temperature", {"temperature": 0.3}, lp.TemperatureLogitsWarper(0.3), *data(3.0, masked))
        add("normalize", {}, lp.LogitNormalization(), *data(3.0, masked))
        for r in (0.7, 1.3):
            add("repetitionPenalty", {"penalty": r, "promptIgnoreLength": 4}, lp.RepetitionPenaltyLogitsProcessor(r, prompt_ignore_length=4), *data(3.0, masked))
        for n in (1, 2, 3):
            add("noRepeatNgram", {"size": n}, lp.NoRepeatNGramLogitsProcessor(n), *data(3.0, masked))
    for n in (1, 3, 4):
        i, s = data()
        e, _ = data(n=15)
        e[0, 5 : 5 + n - 1] = i[0, 9 - n + 1 :]
        add("encoderNoRepeatNgram", {"size": n, "encoderIds": e.tolist()}, lp.EncoderNoRepeatNGramLogitsProcessor(n, e), i, s)
    i, s = data()
    e, _ = data()
    add("encoderRepetitionPenalty", {"penalty": 1.7, "encoderIds": e.tolist()}, lp.EncoderRepetitionPenaltyLogitsProcessor(1.7, e), i, s)
    i, s = data()
    last = i[0, -1].item()
    words = [[3], [last, 7], [i[0, -2].item(), last, 3], [21]]
    add("badWords", {"badWords": words, "eosTokenIds": [21, 22]}, lp.NoBadWordsLogitsProcessor(words, eos_token_id=[21, 22]), i, s)
    bias = [[[5], -4.0], [[last, 5], 2.5], [[i[0, -2].item(), last, 5], 1.25], [[1] * 12, 3.0]]
    add("sequenceBias", {"bias": bias}, lp.SequenceBiasLogitsProcessor(bias), i, s)
    for start in (3, 6, 7):
        i, s = data()
        add(
            "exponentialDecayLength",
            {"start": start, "factor": 1.4, "promptLength": 2, "eosTokenIds": [20, 22]},
            lp.ExponentialDecayLengthPenalty((start, 1.4), torch.tensor([20, 22]), 2),
            i,
            s,
        )
    i, s = data()
    s[0, :3] = torch.tensor([math.inf, -math.inf, math.nan])
    add("infNanRemove", {}, lp.InfNanRemoveLogitsProcessor(), i, s)
    return cases


# ---------------------------------------------------------------------------------------------------------------------
# A model that is a table


class TableConfig(PretrainedConfig):
    model_type = "table"

    def __init__(self, vocab_size=2, **kwargs):
        super().__init__(**kwargs)
        self.vocab_size = vocab_size
        self.num_hidden_layers = 1


class TableModel(PreTrainedModel, GenerationMixin):
    config_class = TableConfig
    main_input_name = "input_ids"

    def __init__(self, config, seed, spread):
        super().__init__(config)
        generator = torch.Generator().manual_seed(seed)
        v = config.vocab_size
        self.last = torch.nn.Parameter(torch.randn(v, v, generator=generator) * spread)
        self.previous = torch.nn.Parameter(torch.randn(v, v, generator=generator) * spread / 2)
        self.last.data[:, [7, 11]] += spread / 2  # the end tokens of the cases below: likely enough to matter

    def forward(self, input_ids, attention_mask=None, **kwargs):
        logits = self.last[input_ids].clone()
        logits[:, 1:] += self.previous[input_ids[:, :-1]]
        return CausalLMOutput(logits=logits)

    def prepare_inputs_for_generation(self, input_ids, attention_mask=None, **kwargs):
        return {"input_ids": input_ids}


def table(vocab, seed, spread):
    model = TableModel(TableConfig(vocab_size=vocab), seed, spread).eval()
    model.generation_config = GenerationConfig()
    return model, dict(vocab=vocab, last=b64(model.last.data), previous=b64(model.previous.data))


def generate(model, prompt, **options):
    config = GenerationConfig(use_cache=False, return_dict_in_generate=True, output_scores=True, pad_token_id=0, **options)
    torch.manual_seed(5)
    ids = torch.tensor([prompt])
    return model.generate(ids, attention_mask=torch.ones_like(ids), generation_config=config)


def trim(ids, prompt, eos):
    ids = ids.tolist()[len(prompt) :]
    ends = [i for i, t in enumerate(ids) if t in eos]
    return ids[: ends[0] + 1] if ends else ids


def decoding_cases():
    model, tables = table(17, 3, 1.2)
    prompt, beams, greedy = [4, 9, 4, 2], [], []
    for eos in ([], [7], [7, 11]):
        for num_beams in (2, 3, 5):
            for length_penalty in (0.0, 1.0, 2.0, -1.0):
                for early in (False, True, "never"):
                    options = dict(max_new_tokens=9, num_beams=num_beams, num_return_sequences=num_beams, length_penalty=length_penalty, early_stopping=early)
                    if eos:
                        options["eos_token_id"] = eos
                    beams.append((options, eos))
    for extra in (
        dict(no_repeat_ngram_size=2),
        dict(repetition_penalty=1.5),
        dict(min_new_tokens=6),
        dict(forced_eos_token_id=7),
        dict(suppress_tokens=[3, 5, 6], begin_suppress_tokens=[1, 2]),
        dict(bad_words_ids=[[3], [8, 1]], sequence_bias=[[[2, 6], 3.0]]),
        dict(exponential_decay_length_penalty=(2, 1.5)),
        dict(renormalize_logits=True, no_repeat_ngram_size=1),
    ):
        beams.append((dict(max_new_tokens=9, num_beams=4, num_return_sequences=3, eos_token_id=[7], **extra), [7]))
    beam_results = []
    for options, eos in beams:
        r = generate(model, prompt, **options)
        beam_results.append(
            dict(options=options, sequences=[trim(s, prompt, eos) for s in r.sequences], scores=[round(x, 6) for x in r.sequences_scores.tolist()])
        )

    everything = dict(
        sequence_bias=[[[2], 1.0], [[4, 6], 2.0]],
        repetition_penalty=1.3,
        no_repeat_ngram_size=3,
        bad_words_ids=[[3], [8, 1]],
        min_new_tokens=4,
        exponential_decay_length_penalty=(3, 1.2),
        suppress_tokens=[5],
        begin_suppress_tokens=[6],
        eos_token_id=[7],
    )
    warpers = dict(temperature=0.7, top_h=0.9, top_k=12, top_p=0.95, min_p=0.01, typical_p=0.95, epsilon_cutoff=0.001, eta_cutoff=0.002)
    runs = [
        {},
        dict(eos_token_id=[7]),
        everything,
        dict(everything, forced_eos_token_id=7, remove_invalid_values=True),
        dict(do_sample=True, top_k=None, **{k: v for k, v in warpers.items() if k not in ("top_k", "top_h")}),
        dict(do_sample=True, **warpers),
        dict(do_sample=True, **everything, **warpers),
        dict(do_sample=True, renormalize_logits=True, **everything, **warpers),
        dict(do_sample=True, top_k=5, temperature=1.7),
        dict(do_sample=True),
    ]
    for options in runs:
        r = generate(model, prompt, max_new_tokens=10, **options)
        greedy.append(
            dict(options=dict(max_new_tokens=10, **options), sequence=r.sequences[0].tolist()[len(prompt) :], scores=b64(torch.cat(r.scores)))
        )
    return dict(model=tables, prompt=prompt, beams=beam_results, processed=greedy)


# ---------------------------------------------------------------------------------------------------------------------
# Group beam search left transformers with version 4.57, but its scorer is still there. The loop around it, for one
# prompt: each group in turn penalises the tokens that earlier groups took, then its scorer picks.


def group_cases():
    from transformers.generation.beam_search import BeamSearchScorer

    model, tables = table(17, 3, 1.2)
    prompt, results = [4, 9, 4, 2], []
    for num_beams, groups in ((2, 2), (4, 2), (6, 3), (6, 2)):
        for penalty in (0.0, 0.7, 5.0):
            for eos in ([], [7], [7, 11]):
                for early in (True, False):
                    size, new = num_beams // groups, 8
                    scorer = BeamSearchScorer(1, num_beams, "cpu", length_penalty=1.0, do_early_stopping=early, num_beam_hyps_to_keep=num_beams, num_beam_groups=groups, max_length=len(prompt) + new)
                    diversity = lp.HammingDiversityLogitsProcessor(penalty, num_beams, groups) if penalty else None
                    ids = torch.tensor([prompt] * num_beams)
                    scores = torch.full((num_beams,), -1e9)
                    scores[::size] = 0
                    for _ in range(new):
                        current = torch.zeros(num_beams, dtype=torch.long)
                        logits = model(ids).logits[:, -1].detach()
                        order = torch.zeros(num_beams, dtype=torch.long)
                        for g in range(groups):
                            rows = slice(g * size, (g + 1) * size)
                            s = torch.log_softmax(logits[rows], -1)
                            if diversity:
                                s = diversity(ids[rows], s, current_tokens=current, beam_group_idx=g)
                            s = (s + scores[rows, None]).view(1, -1)
                            top, places = torch.topk(s, max(2, 1 + len(eos)) * size)
                            v = tables["vocab"]
                            got = scorer.process(ids[rows], top, places % v, places // v, pad_token_id=0, eos_token_id=eos or None, group_index=g, decoder_prompt_len=len(prompt))
                            scores[rows] = got["next_beam_scores"]
                            ids[rows] = ids[rows][got["next_beam_indices"]]
                            order[rows] = got["next_beam_indices"]
                            current[rows] = got["next_beam_tokens"]
                        ids = torch.cat([ids, current[:, None]], -1)
                        if scorer.is_done:
                            break
                    final = scorer.finalize(ids, scores, None, None, max_length=len(prompt) + new, pad_token_id=0, eos_token_id=eos or None, decoder_prompt_len=len(prompt))
                    results.append(
                        dict(
                            options=dict(num_beams=num_beams, num_beam_groups=groups, diversity_penalty=penalty, early_stopping=early, max_new_tokens=new, eos_token_id=eos),
                            # without the end token: the scorer forgets which one it was and writes the first
                            sequences=[[t for t in trim(s, prompt, eos) if t not in eos] for s in final["sequences"]],
                            scores=[round(x, 6) for x in final["sequence_scores"].tolist()],
                        )
                    )
    return dict(model=tables, prompt=prompt, beams=results)


# ---------------------------------------------------------------------------------------------------------------------
# Contrastive search left transformers as well. This follows its last version: softmax of the processed scores, the k
# likeliest, and for each the largest cosine between its hidden state and those of the context. Here a token's hidden
# state is its row of `previous`.


def contrastive_cases():
    model, tables = table(17, 3, 1.2)
    prompt, results = [4, 9, 4, 2], []
    hidden = model.previous.detach()
    for top_k in (2, 4, 8):
        for alpha in (0.1, 0.6, 0.9):
            for penalty in (None, 1.4):
                processor = lp.RepetitionPenaltyLogitsProcessor(penalty) if penalty else None
                ids = list(prompt)
                for _ in range(12):
                    scores = model(torch.tensor([ids])).logits[:, -1].detach()
                    if processor:
                        scores = processor(torch.tensor([ids]), scores)
                    probs, tokens = torch.topk(torch.softmax(scores, -1)[0], top_k)
                    context = torch.nn.functional.normalize(hidden[ids], dim=-1)
                    candidates = torch.nn.functional.normalize(hidden[tokens], dim=-1)
                    alike = (candidates @ context.T).max(-1).values
                    ids.append(tokens[torch.argmax((1 - alpha) * probs - alpha * alike)].item())
                options = dict(top_k=top_k, penalty_alpha=alpha, max_new_tokens=12)
                if penalty:
                    options["repetition_penalty"] = penalty
                results.append(dict(options=options, sequence=ids[len(prompt) :]))
    return dict(model=tables, prompt=prompt, contrastive=results)


# ---------------------------------------------------------------------------------------------------------------------


def option_names():
    source = inspect.getsource(GenerationConfig.__init__)
    names = sorted(set(re.findall(r'kwargs\.pop\(\s*"(\w+)"', source)) | {n for n in vars(GenerationConfig()) if not n.startswith("_")})
    return dict(version=transformers.__version__, names=[n for n in names if not n.startswith("_")])


if MAJOR >= 5:
    write("processors.json", dict(form="base64 little-endian float32 [batch, vocab]", cases=processor_cases()))
    write("decoding.json", decoding_cases())
    write("contrastive.json", contrastive_cases())
else:
    write("groups.json", group_cases())
write(f"options-{MAJOR}.json", option_names())
