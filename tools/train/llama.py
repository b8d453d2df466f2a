"""A Llama (and, with experts, a Mixtral) in plain PyTorch, named as Hugging Face names its weights.

The module tree is laid out so that `state_dict()` already has the checkpoint's names
(`model.layers.0.self_attn.q_proj.weight` ...): exporting is writing the tensors down.
Half-split RoPE, grouped-query attention, SwiGLU, RMSNorm before each part, tied embeddings.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from cross_entropy import linear_cross_entropy


class RMSNorm(nn.Module):
    def __init__(self, dim, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x):  # in float32 whatever the autocast type, as the reference does
        wide = x.float()
        return wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


def rotary_tables(length, head_dim, theta):
    """cos and sin [length, head_dim]; both halves of a row hold the same angles (half-split RoPE)."""
    frequency = theta ** (-torch.arange(0, head_dim, 2).float() / head_dim)
    angle = torch.outer(torch.arange(length).float(), frequency)
    angle = torch.cat([angle, angle], dim=-1)
    return angle.cos(), angle.sin()


def rotate(x, cos, sin):  # x [batch, heads, seq, head_dim]
    half = x.shape[-1] // 2
    turned = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
    return x * cos + turned * sin


def missed(q, k, positions):
    """How far a head [batch, seq, head_dim] is from looking at `positions` [seq]: the mean -log weight there; -1 says nothing."""
    seq = q.shape[1]
    scores = (q.float() @ k.float().transpose(1, 2)) / math.sqrt(q.shape[-1])
    later = torch.ones(seq, seq, dtype=torch.bool, device=q.device).triu(1)
    weights = F.log_softmax(scores.masked_fill(later, -math.inf), dim=-1)
    return F.nll_loss(weights.reshape(-1, seq), positions.expand(q.shape[0], seq).reshape(-1), ignore_index=-1)


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim, self.heads, self.kv_heads = config["hidden_size"], config["num_attention_heads"], config["num_key_value_heads"]
        self.head_dim = config["head_dim"]
        self.q_proj = nn.Linear(dim, self.heads * self.head_dim, bias=False)
        self.k_proj = nn.Linear(dim, self.kv_heads * self.head_dim, bias=False)
        self.v_proj = nn.Linear(dim, self.kv_heads * self.head_dim, bias=False)
        self.o_proj = nn.Linear(self.heads * self.head_dim, dim, bias=False)
        self.shown = {}  # head -> where it is shown to look, see `Llama.loss`
        self.missed = None

    def forward(self, x, cos, sin):
        batch, seq, _ = x.shape
        # One product instead of three: on a CPU narrow products are slow ones.
        qkv = F.linear(x, torch.cat([self.q_proj.weight, self.k_proj.weight, self.v_proj.weight]))
        qkv = qkv.view(batch, seq, self.heads + 2 * self.kv_heads, self.head_dim).transpose(1, 2)
        q, k, v = qkv.split([self.heads, self.kv_heads, self.kv_heads], dim=1)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if x.is_cuda:
            q, k = q.to(v.dtype), k.to(v.dtype)
        else:
            v = v.float()  # on a CPU attention in float32 is the faster one: 9.5 against 15.3 us a token (4 heads of 32, 256 tokens)
        group = self.heads // self.kv_heads
        if self.shown:
            self.missed = sum(missed(q[:, head], k[:, head // group], positions) for head, positions in self.shown.items())
        k, v = k.repeat_interleave(group, dim=1), v.repeat_interleave(group, dim=1)
        out = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.o_proj(out.transpose(1, 2).reshape(batch, seq, -1))


class SwiGLU(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim, wide = config["hidden_size"], config["intermediate_size"]
        self.gate_proj = nn.Linear(dim, wide, bias=False)
        self.up_proj = nn.Linear(dim, wide, bias=False)
        self.down_proj = nn.Linear(wide, dim, bias=False)

    def forward(self, x):
        gate, up = F.linear(x, torch.cat([self.gate_proj.weight, self.up_proj.weight])).chunk(2, dim=-1)
        return self.down_proj(F.silu(gate) * up)


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.input_layernorm = RMSNorm(config["hidden_size"], config["rms_norm_eps"])
        self.self_attn = Attention(config)
        self.post_attention_layernorm = RMSNorm(config["hidden_size"], config["rms_norm_eps"])
        self.mlp = SwiGLU(config)

    def forward(self, x, cos, sin):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class Trunk(nn.Module):
    def __init__(self, config, block):
        super().__init__()
        self.embed_tokens = nn.Embedding(config["vocab_size"], config["hidden_size"])
        self.layers = nn.ModuleList(block(config) for _ in range(config["num_hidden_layers"]))
        self.norm = RMSNorm(config["hidden_size"], config["rms_norm_eps"])
        cos, sin = rotary_tables(config["max_position_embeddings"], config["head_dim"], config["rope_theta"])
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def forward(self, ids):
        x = self.embed_tokens(ids)
        cos, sin = self.cos[: ids.shape[1]], self.sin[: ids.shape[1]]
        for layer in self.layers:
            x = layer(x, cos, sin)
        return self.norm(x)


class Llama(nn.Module):
    block = Block

    def __init__(self, config):
        super().__init__()
        self.model = Trunk(config, self.block)
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)
        for name, weight in self.named_parameters():  # the two writes into the residual stream start smaller
            if name.endswith(("o_proj.weight", "down_proj.weight", "w2.weight")):
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * config["num_hidden_layers"]))

    def forward(self, ids):
        return F.linear(self.model(ids), self.model.embed_tokens.weight)

    def loss(self, ids, targets, shown=()):
        """The mean of -log p(target). `shown` are (layer, head, positions [seq]): where a head is shown to look, for some steps.

        What these heads miss is then in `self.missed`, to be added. Deshpande and Narasimhan 2020, "Guiding Attention for Self-Supervised Learning with
        Transformers", https://arxiv.org/abs/2010.02399
        """
        for layer, head, positions in shown:
            self.model.layers[layer].self_attn.shown[head] = positions
        loss = linear_cross_entropy(self.model(ids), self.model.embed_tokens.weight, targets)
        self.missed = 0
        for layer in {layer for layer, _, _ in shown}:
            attention = self.model.layers[layer].self_attn
            self.missed, attention.shown, attention.missed = self.missed + attention.missed, {}, None
        return loss
