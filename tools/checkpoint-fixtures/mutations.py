"""Every key of every family's config, changed in turn: which of them change what Hugging Face's code computes?"""

import copy
import json
import re
import shutil

import torch
import transformers
from make import build, make, special_settings
from families import FAMILIES
from variants import BASES

ACTIVATIONS = ["relu", "gelu", "gelu_new", "silu", "relu2", "quick_gelu", "tanh", "mish"]
# What a number stands for where the usual value is "none", or where it is no size.
SPECIAL = {
    "head_dim": [24, 8],
    "sliding_window": [5, None],
    "attention_window": [4],
    "clip_qkv": [0.3],
    "q_lora_rank": [None, 12],
    "attn_logit_softcapping": [None, 2.0],
    "final_logit_softcapping": [None, 1.0],
    "classifier_pooling": ["mean", "cls"],
    "position_embedding_type": ["relative_key", "relative_key_query"],
    "n_inner": [80],
    "num_kv_heads": [1, 2, 4],
    "num_key_value_heads": [1, 2, 4],
    "ffn_hidden_size": [80],
    "num_ln_in_parallel_attn": [1, 2],
    "rotary_dim": [None, 4],
    "layer_types": [["full_attention", "sliding_attention", "full_attention"], ["sliding_attention"] * 3],
    "no_rope_layers": [[0, 1, 1]],
    "mlp_only_layers": [[1]],
    "layernorm_embedding": [True],
    "norm_rel_ebd": ["layer_norm", "none"],
    "pos_att_type": [["c2p"], ["p2c"], ["c2p", "p2c"], []],
    "conv_kernel_size": [3],
    "conv_act": ["gelu", "tanh"],
    "feed_forward_proj": ["relu", "gated-gelu", "gated-silu", "gelu", "gelu_new"],
    "topk_method": ["greedy", "group_limited_greedy", "noaux_tc"],
    "scoring_func": ["softmax", "sigmoid"],
    "norm_type": ["low_precision_layernorm", "rmsnorm"],
    "rope_scaling": [
        None,
        dict(rope_type="linear", factor=3.0),
        dict(rope_type="dynamic", factor=2.0),
        dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=16),
        dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=16),
    ],
}
# Of files, training, generation and outputs.
SKIPPED = set(
    "transformers_version architectures model_type torch_dtype dtype id2label label2id return_dict output_hidden_states output_attentions "
    "use_cache vocab_size pad_token_id bos_token_id eos_token_id sep_token_id cls_token_id decoder_start_token_id forced_eos_token_id "
    "forced_bos_token_id is_encoder_decoder torchscript _name_or_path max_length min_length do_sample early_stopping num_beams "
    "num_beam_groups diversity_penalty temperature top_k top_p typical_p repetition_penalty length_penalty no_repeat_ngram_size "
    "encoder_no_repeat_ngram_size bad_words_ids num_return_sequences output_scores return_dict_in_generate remove_invalid_values "
    "chunk_size_feed_forward problem_type finetuning_task task_specific_params prefix tokenizer_class exponential_decay_length_penalty "
    "suppress_tokens begin_suppress_tokens pruned_heads tf_legacy_loss use_bfloat16 cross_attention_hidden_size attn_implementation".split()
)


def candidates(key, value):
    if key in SPECIAL:
        return SPECIAL[key]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value * 2, max(1, value // 2), value + 1]
    if isinstance(value, float):
        return [0.02 if "eps" in key else value * 1.7]
    if isinstance(value, str):
        return ACTIVATIONS
    return []


def first_output(model):
    ids = torch.randint(5, 90, (1, 24), generator=torch.Generator().manual_seed(3))
    inputs = dict(input_ids=ids)
    if hasattr(model.config, "num_mel_bins"):
        frames = (1, model.config.num_mel_bins, 2 * model.config.max_source_positions)
        inputs = dict(input_features=torch.randn(frames, generator=torch.Generator().manual_seed(5)))
    if model.config.is_encoder_decoder:
        inputs["decoder_input_ids"] = ids[:, :9]
    with torch.no_grad():
        return model(**inputs)[0]


def differs(one, other):
    return one.shape != other.shape or bool((one - other).abs().max() > 1e-3)


def write_mutations(folder, only):
    for name, (class_name, config_class, settings) in (BASES | FAMILIES).items():
        if not re.search(only, name):
            continue
        settings, special = special_settings(settings)
        config = getattr(transformers, config_class)(**settings)
        try:
            base = first_output(build(class_name, copy.deepcopy(config)))
        except Exception as error:
            print(f"{name}: does not run: {type(error).__name__}: {str(error)[:150]}")
            continue
        silent = []
        for key, value in config.to_dict().items():
            if key in SKIPPED or key.startswith("_"):
                continue
            seen = []
            for other in candidates(key, value):
                if other == value:
                    continue
                try:
                    changed = getattr(transformers, config_class)(**(settings | {key: other}))
                    output = first_output(build(class_name, copy.deepcopy(changed)))
                except Exception:
                    continue
                if not differs(output, base):
                    silent.append(f"{key}={json.dumps(other)}")
                    continue
                if any(not differs(output, earlier) for earlier in seen):
                    continue
                seen.append(output)
                label = f"{name}~{key}={json.dumps(other) if not isinstance(other, (dict, list)) else len(seen)}".replace('"', "").replace("/", "-")
                try:
                    make(folder, label, class_name, config_class, settings | {key: other} | {f"_{k}": v for k, v in special.items()})
                except Exception as error:
                    shutil.rmtree(folder / label, ignore_errors=True)
                    print(f"{label}: not made: {type(error).__name__}: {str(error)[:150]}")
        print(f"{name}: without effect: {', '.join(silent)}")
