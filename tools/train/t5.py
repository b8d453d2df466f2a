"""T5 in plain PyTorch: an encoder that reads in both directions, a decoder that writes, one bias for each distance.

Attention scores are not divided by sqrt(d_kv); the start values make up for it. RMSNorm without bias before each part,
ReLU in between, the embedding table shared by encoder, decoder and output, where the hidden state is scaled by
d_model^-0.5. See Raffel et al. 2020, "Exploring the Limits of Transfer Learning", section 2.1, https://arxiv.org/abs/1910.10683
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from cross_entropy import linear_cross_entropy
from llama import RMSNorm


def buckets_of(query_length, key_length, count, furthest, both_ways):
    """Which bias each pair of positions gets, [query, key]: near distances alone, far ones together on a log scale."""
    distance = torch.arange(key_length)[None, :] - torch.arange(query_length)[:, None]
    bucket = torch.zeros_like(distance)
    if both_ways:
        count //= 2
        bucket += (distance > 0) * count
        distance = distance.abs()
    else:
        distance = (-distance).clamp(min=0)
    exact = count // 2
    far = exact + (torch.log(distance.float() / exact + 1e-9) / math.log(furthest / exact) * (count - exact)).long()
    return bucket + torch.where(distance < exact, distance, far.clamp(max=count - 1))


class Attention(nn.Module):
    def __init__(self, config, has_bias):
        super().__init__()
        dim, self.heads, self.head_dim = config["d_model"], config["num_heads"], config["d_kv"]
        inner = self.heads * self.head_dim
        self.q = nn.Linear(dim, inner, bias=False)
        self.k = nn.Linear(dim, inner, bias=False)
        self.v = nn.Linear(dim, inner, bias=False)
        self.o = nn.Linear(inner, dim, bias=False)
        if has_bias:
            self.relative_attention_bias = nn.Embedding(config["relative_attention_num_buckets"], self.heads)

    def forward(self, x, source, bias):
        batch = x.shape[0]
        split = lambda y: y.view(batch, -1, self.heads, self.head_dim).transpose(1, 2).float()
        q, k, v = split(self.q(x)), split(self.k(source)), split(self.v(source))
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, scale=1.0)
        return self.o(out.transpose(1, 2).reshape(batch, x.shape[1], -1))


class SelfAttentionLayer(nn.Module):
    def __init__(self, config, has_bias):
        super().__init__()
        self.SelfAttention = Attention(config, has_bias)
        self.layer_norm = RMSNorm(config["d_model"], config["layer_norm_epsilon"])

    def forward(self, x, bias):
        normed = self.layer_norm(x)
        return x + self.SelfAttention(normed, normed, bias)


class CrossAttentionLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.EncDecAttention = Attention(config, False)
        self.layer_norm = RMSNorm(config["d_model"], config["layer_norm_epsilon"])

    def forward(self, x, source, bias):
        return x + self.EncDecAttention(self.layer_norm(x), source, bias)


class FeedForward(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wi = nn.Linear(config["d_model"], config["d_ff"], bias=False)
        self.wo = nn.Linear(config["d_ff"], config["d_model"], bias=False)

    def forward(self, x):
        return self.wo(self.wi(x).relu())


class FeedForwardLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.DenseReluDense = FeedForward(config)
        self.layer_norm = RMSNorm(config["d_model"], config["layer_norm_epsilon"])

    def forward(self, x):
        return x + self.DenseReluDense(self.layer_norm(x))


class Block(nn.Module):
    def __init__(self, config, is_decoder, has_bias):
        super().__init__()
        cross = [CrossAttentionLayer(config)] if is_decoder else []
        self.layer = nn.ModuleList([SelfAttentionLayer(config, has_bias), *cross, FeedForwardLayer(config)])

    def forward(self, x, bias, source=None, source_bias=None):
        x = self.layer[0](x, bias)
        if source is not None:
            x = self.layer[1](x, source, source_bias)
        return self.layer[-1](x)


class Stack(nn.Module):
    def __init__(self, config, is_decoder):
        super().__init__()
        count = config["num_decoder_layers" if is_decoder else "num_layers"]
        self.config, self.is_decoder = config, is_decoder
        self.block = nn.ModuleList(Block(config, is_decoder, i == 0) for i in range(count))
        self.final_layer_norm = RMSNorm(config["d_model"], config["layer_norm_epsilon"])

    def forward(self, x, real=None, source=None, source_real=None):
        """x [batch, seq, dim]; real [batch, seq] is False at padding."""
        length = x.shape[1]
        count, furthest = self.config["relative_attention_num_buckets"], self.config["relative_attention_max_distance"]
        buckets = buckets_of(length, length, count, furthest, not self.is_decoder).to(x.device)
        table = self.block[0].layer[0].SelfAttention.relative_attention_bias
        bias = table(buckets).permute(2, 0, 1)[None].float()
        if self.is_decoder:
            bias = bias + torch.full((length, length), -torch.inf, device=x.device).triu(1)
        else:
            bias = bias + hidden_where_padding(real)
        source_bias = None if source is None else hidden_where_padding(source_real).expand(-1, -1, length, -1)
        for block in self.block:
            x = block(x, bias, source, source_bias)
        return self.final_layer_norm(x)


def hidden_where_padding(real):
    return torch.zeros(real.shape, device=real.device).masked_fill(~real, -torch.inf)[:, None, None, :]


class T5(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.scale = config["d_model"] ** -0.5
        self.shared = nn.Embedding(config["vocab_size"], config["d_model"])
        self.encoder, self.decoder = Stack(config, False), Stack(config, True)
        for name, weight in self.named_parameters():
            if name.endswith("shared.weight"):
                nn.init.normal_(weight, std=1.0)
            elif name.endswith("q.weight"):
                nn.init.normal_(weight, std=(config["d_model"] * config["d_kv"]) ** -0.5)
            elif "norm" not in name:
                nn.init.normal_(weight, std=0.5 * weight.shape[-1] ** -0.5)

    def hidden(self, ids, decoder_ids):
        real = ids != 0
        source = self.encoder(self.shared(ids), real)
        return self.decoder(self.shared(decoder_ids), None, source, real) * self.scale

    def forward(self, ids, decoder_ids):
        return F.linear(self.hidden(ids, decoder_ids), self.shared.weight)

    def loss(self, ids, targets):
        """targets [batch, seq], -100 where unknown; the decoder reads them shifted by one, begun with id 0."""
        shifted = F.pad(targets[:, :-1].clamp(min=0), (1, 0))
        return linear_cross_entropy(self.hidden(ids, shifted), self.shared.weight, targets)
