"""Writes small random checkpoints with the outputs of Hugging Face's own code, one per variant of a family's config:
`python tools/checkpoint-fixtures/make.py <folder> [--only pattern-of-names] [--set variants|mutations|families]`;
then `pnpm conformance checkpoints <folder>`, once per engine.

Needs torch, transformers and safetensors (4.57.6; with 5.x the configs come out in its spelling). Weights are larger
than at initialisation, so that a key that is ignored changes the outputs by much more than rounding. `mutations` changes
every key of every family's config in turn and keeps those that change the outputs: our loader has to change with them,
or refuse by name.
"""

import argparse
import inspect
import json
import re
import shutil
import sys
import zlib
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers.modeling_utils import PreTrainedModel
from transformers.models.falcon.modeling_falcon import FalconModel

# Its eager path adds ALiBi twice: in the mask, and to the scores.
falcon_mask = getattr(FalconModel, "_update_causal_mask", None)
if falcon_mask:
    FalconModel._update_causal_mask = lambda self, *args: falcon_mask(self, *args[:-1], None)

torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
if transformers.__version__ < "5":  # `spread` sets them all, and 4.x stumbles over norms without bias
    PreTrainedModel._initialize_weights = lambda self, *args, **kwargs: None

SEQ0, SEQ1 = 24, 14
FRAMES = 32
# Queries of families that do not scale their scores: GPT-Neo, T5.
UNSCALED = ("attn.attention.q_proj.weight", "Attention.q.weight")


def spread(model):
    """Random weights whose effect shows: matrices keep sizes, norms are near 1, biases are not 0. Each array is seeded by
    its name, so that models that differ in a key have the same weights where they have the same arrays."""
    for name, p in model.named_parameters():
        random = torch.Generator().manual_seed(zlib.crc32(name.encode()))
        with torch.no_grad():
            if p.dim() >= 2:
                p.normal_(0, 1.2 / p.shape[-1] ** 0.5, generator=random)
                if name.endswith(UNSCALED):
                    p.mul_(0.25)  # large scores would make rounding errors large
            elif ("norm" in name.lower() or "ln_" in name) and name.endswith("weight"):
                p.normal_(0, 0.2, generator=random).add_(1)
            else:
                p.normal_(0, 0.2, generator=random)
    compute_positions(model)
    for name, buffer in model.named_buffers():
        if name.endswith("e_score_correction_bias"):
            buffer.normal_(0, 0.1, generator=torch.Generator().manual_seed(zlib.crc32(name.encode()))).abs_()  # no ties with 0


def compute_positions(model):
    """Of tables that are parameters and not learned."""
    for module in model.modules():
        if hasattr(module, "_init_weight"):
            module._init_weight()
        elif hasattr(module, "create_weight"):
            module.weight.data.copy_(module.create_weight())


def numbers(tensor):
    return tensor.detach().float().contiguous().clone()


class Case:
    def __init__(self, name, inputs=None):
        self.name, self.json, self.arrays = name, dict(outputs={}), {}
        if inputs is not None:
            self.json["inputs"] = inputs

    def add(self, output, tensor):
        self.json["outputs"][output] = list(tensor.shape)
        self.arrays[f"{self.name}.{output}"] = numbers(tensor)

    def add_cache(self, prefix, cache):
        for index, layer in enumerate(cached_layers(cache)):
            for part, tensor in layer.items():
                self.add(f"{prefix}past.{index}.{part}", tensor)


def cached_layers(cache):
    """Keys and values of each layer; none of multi-head latent attention where the cache keeps the latent vector."""
    own = getattr(cache, "self_attention_cache", cache)
    cross = getattr(cache, "cross_attention_cache", None)
    for index, layer in enumerate(getattr(own, "layers", [])):
        if not hasattr(layer, "keys") or layer.keys is None or keeps_latent(layer):
            return
        parts = dict(key=layer.keys, value=layer.values)
        if cross is not None and getattr(cross.layers[index], "keys", None) is not None:
            parts |= dict(cross_key=cross.layers[index].keys, cross_value=cross.layers[index].values)
        yield parts


def keeps_latent(layer):
    return layer.keys.shape[1] == 1 and layer.keys.shape[-1] != layer.values.shape[-1]


DIRECT = (
    "logits last_hidden_state start_logits end_logits pooler_output prediction_logits seq_relationship_logits encoder_last_hidden_state"
).split()
LAYERED = "hidden_states attentions decoder_hidden_states decoder_attentions cross_attentions encoder_hidden_states encoder_attentions".split()


def run_case(model, name, inputs, layers=True, given=None):
    case = Case(name, inputs)
    tensors = {key: torch.tensor(value) for key, value in inputs.items() if not isinstance(value, str)} | (given or {})
    with torch.no_grad():
        result = model(**tensors, output_hidden_states=layers, output_attentions=layers)
    for output in DIRECT:
        value = getattr(result, output, None)
        if value is not None:
            case.add(output, value)
    for output in LAYERED if layers else []:
        for index, tensor in enumerate(getattr(result, output, None) or []):
            if tensor is not None:
                case.add(f"{output}.{index}", tensor)
    return case


def batch_inputs(ids0, ids1, side, positions, pad=0):
    padding = [pad] * (len(ids0) - len(ids1))
    zeros = [0] * len(padding)
    row, mask = (ids1 + padding, [1] * len(ids1) + zeros) if side == "right" else (padding + ids1, zeros + [1] * len(ids1))
    inputs = dict(input_ids=[ids0, row], attention_mask=[[1] * len(ids0), mask])
    if side == "left" and positions:
        inputs["position_ids"] = [list(range(len(ids0))), [1] * len(padding) + list(range(len(ids1)))]
    return inputs


def steps_case(model, ids):
    case = Case("steps")
    case.json["input_ids"] = ids
    past = None
    stages = [("prefill", 0, 6), *[(f"step{i}", i, i + 1) for i in range(6, 11)], ("chunk11_15", 11, 15)]
    with torch.no_grad():
        for label, start, end in stages:
            result = model(input_ids=torch.tensor([ids[start:end]]), past_key_values=past, use_cache=True)
            past = result.past_key_values
            case.add(f"{label}.logits", result.logits)
            if label == "step10":
                case.add_cache(f"{label}.", past)
    return case


def encoded(model, inputs):
    return model.get_encoder()(**inputs)


def seq2seq_steps(model, ids, read):
    case = Case("steps")
    case.json["of"] = "seq1"
    past = None
    with torch.no_grad():
        source = encoded(model, read)
        for label, start, end in [("prefill", 0, 3), *[(f"step{i}", i, i + 1) for i in range(3, 7)]]:
            decoder_ids = torch.tensor([ids[start:end]])
            result = model(encoder_outputs=source, decoder_input_ids=decoder_ids, past_key_values=past, use_cache=True)
            past = result.past_key_values
            case.add(f"{label}.logits", result.logits)
        case.add_cache("step6.", past)
    return case


def greedy(model, prompt, count=16, source=None):
    past, ids, tokens, margin = None, prompt, [], 1.0
    with torch.no_grad():
        for _ in range(count):
            read = dict(input_ids=torch.tensor([ids])) if source is None else dict(encoder_outputs=source, decoder_input_ids=torch.tensor([ids]))
            result = model(**read, past_key_values=past, use_cache=True)
            past = result.past_key_values
            best = result.logits[0, -1].topk(2)
            margin = min(margin, float(best.values[0] - best.values[1]))
            ids = [int(best.indices[0])]
            tokens += ids
    return dict(max_new_tokens=count, tokens=tokens, min_margin=margin)


def own_tables(model):
    """Stacks that have a table of tokens each beside the shared one."""
    base = model.base_model
    both = getattr(base, "shared", None) is not None and hasattr(base, "decoder") and hasattr(base.encoder, "embed_tokens")
    return [base.encoder, base.decoder] if both else []


def build(class_name, config, tables=False):
    config._attn_implementation = "eager"
    model = getattr(transformers, class_name)(config).eval()
    if tables:
        for stack in own_tables(model):
            stack.embed_tokens.weight = torch.nn.Parameter(stack.embed_tokens.weight.clone())
    spread(model)
    model.tie_weights()
    return model


def decoder_cases(model, ids0, ids1, pad, settings, causal):
    accepts = inspect.signature(model.forward).parameters
    takes_positions = settings["positions"] and "position_ids" in accepts
    yield run_case(model, "seq0", dict(input_ids=[ids0]))
    yield run_case(model, "batch_right", batch_inputs(ids0, ids1, "right", False, pad), layers=False)
    if causal:
        if settings["left"]:
            yield run_case(model, "batch_left", batch_inputs(ids0, ids1, "left", takes_positions, pad), layers=False)
        if settings["cache"]:
            yield steps_case(model, ids0)
    if "token_type_ids" in accepts and getattr(model.config, "type_vocab_size", 0) > 1:
        types = [[i * model.config.type_vocab_size // len(ids0) for i in range(len(ids0))]]
        yield run_case(model, "seq0_types", dict(input_ids=[ids0], token_type_ids=types))


def labelling_cases(model, ids0, ids1, pad):
    """Of encoder–decoders that label: the decoder reads what the encoder reads, and a label stands where the text ends."""
    end = [model.config.eos_token_id]
    yield run_case(model, "seq0", dict(input_ids=[ids0[:-1] + end]))
    yield run_case(model, "batch_right", batch_inputs(ids0[:-1] + end, ids1[:-1] + end, "right", False, pad), layers=False)
    yield run_case(model, "seq1", dict(input_ids=[end + ids1[1:-1] + end], decoder_input_ids=[ids1]))


def choice_cases(model, ids0, ids1, pad):
    """Each choice is a sequence of a batch, with one score."""
    for name, inputs in [("seq0", dict(input_ids=[ids0])), ("batch_right", batch_inputs(ids0, ids1, "right", False, pad))]:
        with torch.no_grad():
            logits = model(**{key: torch.tensor([value]) for key, value in inputs.items()}).logits
        case = Case(name, inputs)
        case.add("logits", logits.T)
        yield case


def seq2seq_cases(model, ids0, ids1, decoder0, decoder1, pad):
    yield run_case(model, "seq0", dict(input_ids=[ids0], decoder_input_ids=[decoder0]))
    yield run_case(model, "seq1", dict(input_ids=[ids1], decoder_input_ids=[decoder1]))
    batch = batch_inputs(ids0, ids1, "right", False, pad) | dict(decoder_input_ids=[decoder0, (decoder1 + decoder0)[: len(decoder0)]])
    yield run_case(model, "batch_right", batch, layers=False)
    if hasattr(model, "lm_head"):
        yield seq2seq_steps(model, decoder1, dict(input_ids=torch.tensor([ids1])))


def frames_cases(model, features, decoder0, decoder1):
    for name, array, ids in [("seq0", features[0], decoder0), ("seq1", features[1], decoder1)]:
        case = run_case(model, name, dict(input_features=f"{name}.in.input_features", decoder_input_ids=[ids]), given=dict(input_features=array))
        case.arrays[f"{name}.in.input_features"] = array
        yield case
    if hasattr(model, "proj_out"):
        yield seq2seq_steps(model, decoder1, dict(input_features=features[1]))


def special_settings(settings):
    settings = dict(settings)
    special = {key: settings.pop(f"_{key}", default) for key, default in [("positions", True), ("left", True), ("cache", True), ("dtype", None), ("shard", None), ("tables", False)]}
    return settings, special


def make_config(config_class, settings):
    """A dict in place of a value is the config of a part, of the class that it names."""
    parts = {key: make_config(value["class"], {k: v for k, v in value.items() if k != "class"}) for key, value in settings.items() if isinstance(value, dict) and "class" in value}
    return getattr(transformers, config_class)(**(settings | parts))


def make(folder, name, class_name, config_class, settings, config=None):
    settings, special = special_settings(settings)
    config = config or make_config(config_class, settings)
    model = build(class_name, config, special["tables"])
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    if special["dtype"]:
        model.to(getattr(torch, special["dtype"]))
    model.save_pretrained(target, **(dict(max_shard_size=special["shard"]) if special["shard"] else {}))
    model = type(model).from_pretrained(target, dtype=torch.float32, attn_implementation="eager").eval()
    compute_positions(model)
    if not special["tables"]:
        for stack in own_tables(model):  # files leave out what was one array; untied, it would be made of nothing
            stack.embed_tokens.weight = model.base_model.shared.weight
    write_expected(target, name, class_name, model, special)
    return model


def write_expected(target, name, class_name, model, special):
    config = model.config.get_text_config() if hasattr(model.config, "vision_config") else model.config
    vocab = min(config.vocab_size, getattr(config, "decoder_vocab_size", None) or config.vocab_size)
    random = torch.Generator().manual_seed(17)
    draw = lambda count: torch.randint(5, vocab, (count,), generator=random).tolist()
    ids0, ids1, decoder0, decoder1 = draw(SEQ0), draw(SEQ1), draw(9), draw(7)
    pad = config.pad_token_id if getattr(config, "pad_token_id", None) is not None else 0
    pad = max(0, pad)
    causal = class_name.endswith(("ForCausalLM", "LMHeadModel")) or hasattr(model.config, "vision_config")
    more, kind, generated = {}, "encoder", None
    if hasattr(config, "num_mel_bins"):
        kind = "seq2seq"
        features = [torch.randn(1, config.num_mel_bins, 2 * config.max_source_positions, generator=random) for _ in range(2)]
        cases = list(frames_cases(model, features, decoder0, decoder1))
        if hasattr(model, "proj_out"):
            generated = greedy(model, [config.decoder_start_token_id], source=encoded(model, dict(input_features=features[1])))
            generated["input_features"] = "seq1.in.input_features"
    elif class_name.endswith("ForMultipleChoice"):
        cases = list(choice_cases(model, ids0, ids1, pad))
    elif config.is_encoder_decoder and class_name.endswith(("ForSequenceClassification", "ForQuestionAnswering")):
        kind = "seq2seq"
        cases = list(labelling_cases(model, ids0, ids1, pad))
    elif config.is_encoder_decoder and not class_name.endswith(("EncoderModel", "ForTokenClassification")):
        kind = "seq2seq"
        cases = list(seq2seq_cases(model, ids0, ids1, decoder0, decoder1, pad))
        if hasattr(model, "lm_head"):
            generated = greedy(model, [config.decoder_start_token_id], source=encoded(model, dict(input_ids=torch.tensor([ids1]))))
            generated["encoder_input_ids"] = ids1
    else:
        kind = "decoder" if causal else "encoder"
        cases = list(decoder_cases(model, ids0, ids1, pad, special, causal))
        if causal and special["cache"]:
            generated = dict(prompt=ids0[:8], **greedy(model, ids0[:8]))
    base = model.base_model
    if kind != "seq2seq":
        with torch.no_grad():
            result = base(input_ids=torch.tensor([ids0]), output_hidden_states=True)
        states = getattr(result, "hidden_states", None)
        if states is not None and hasattr(result, "last_hidden_state"):
            more["last_of_hidden_states_is_last_hidden_state"] = bool((states[-1] - result.last_hidden_state).abs().max() == 0)
    expected = dict(name=name, kind=kind, **more, cases={case.name: case.json for case in cases})
    if generated and generated["min_margin"] > 1e-3:
        expected["greedy"] = generated
    save_file({key: numbers(value) for case in cases for key, value in case.arrays.items()}, target / "expected.safetensors")
    (target / "expected.json").write_text(json.dumps(expected))


def write_minimal_twin(folder, name, config):
    """The same checkpoint with a config.json that leaves out what the family's own class assumes anyway."""
    source, twin = folder / name, folder / f"{name}~minimal"
    shutil.copytree(source, twin, dirs_exist_ok=True)
    text = json.loads((source / "config.json").read_text())
    kept = config.to_diff_dict() | {key: text[key] for key in ("model_type", "architectures") if key in text}
    (twin / "config.json").write_text(json.dumps({key: text.get(key, value) for key, value in kept.items() if key in text}))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--set", default="variants", choices=["variants", "families", "mutations"])
    arguments.add_argument("--minimal", action="store_true", help="also write twins with the shortest config.json")
    given = arguments.parse_args()
    if given.set == "mutations":
        from mutations import write_mutations

        return write_mutations(given.folder, given.only)
    from families import FAMILIES
    from variants import VARIANTS

    for name, (class_name, config_class, settings) in dict(variants=VARIANTS, families=FAMILIES)[given.set].items():
        settings = dict(settings)
        version = int(transformers.__version__.split(".")[0])
        # What later versions left out, and what earlier ones did otherwise.
        missing = version >= settings.pop("_before", 99) or version < settings.pop("_since", 0)
        if missing or not re.search(given.only, name):
            continue
        try:
            model = make(given.folder, name, class_name, config_class, settings)
            if given.minimal:
                write_minimal_twin(given.folder, name, model.config)
        except Exception as error:
            shutil.rmtree(given.folder / name, ignore_errors=True)
            print(f"{name}: not made: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)


if __name__ == "__main__":
    main()
