"""Mixtral: the Llama of llama.py whose feed-forward part is eight experts and a router.

The router sends each token to its two best experts, weighted by the softmax over these two. A balancing loss keeps all
experts in use: Fedus et al. 2021, "Switch Transformers", section 2.2 (https://arxiv.org/abs/2101.03961), in the form for
several experts a token that Mixtral's reference implementation uses.
"""

import torch
import torch.nn.functional as F
from torch import nn

from llama import Block, Llama


class Expert(nn.Module):
    def __init__(self, config):
        super().__init__()
        dim, wide = config["hidden_size"], config["intermediate_size"]
        self.w1 = nn.Linear(dim, wide, bias=False)
        self.w2 = nn.Linear(wide, dim, bias=False)
        self.w3 = nn.Linear(dim, wide, bias=False)

    def forward(self, x):
        gate, up = F.linear(x, torch.cat([self.w1.weight, self.w3.weight])).chunk(2, dim=-1)
        return self.w2(F.silu(gate) * up)


class Experts(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.count, self.chosen = config["num_local_experts"], config["num_experts_per_tok"]
        self.gate = nn.Linear(config["hidden_size"], self.count, bias=False)
        self.experts = nn.ModuleList(Expert(config) for _ in range(self.count))
        self.balance = None  # the last forward's balancing loss
        self.real = None  # which tokens are not padding

    def forward(self, x):
        shape = x.shape
        x = x.reshape(-1, shape[-1])
        with torch.autocast(x.device.type, enabled=False):  # whom to ask is decided in float32
            probabilities = F.linear(x.float(), self.gate.weight).softmax(-1)
        weights, who = probabilities.topk(self.chosen, dim=-1)  # [tokens, chosen]
        weights = weights / weights.sum(-1, keepdim=True)
        real = self.real if self.real is not None else slice(None)
        share = F.one_hot(who[real], self.count).float().sum(1).mean(0)  # of tokens, for each expert
        self.balance = self.count * (share * probabilities[real].mean(0)).sum()
        out = torch.zeros_like(x)
        for index, expert in enumerate(self.experts):
            token, slot = (who == index).nonzero(as_tuple=True)
            if len(token):
                out.index_add_(0, token, (expert(x[token]) * weights[token, slot, None]).to(out.dtype))
        return out.view(shape)


class ExpertBlock(Block):
    def __init__(self, config):
        super().__init__(config)
        del self.mlp
        self.block_sparse_moe = Experts(config)

    def forward(self, x, cos, sin):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin)
        return x + self.block_sparse_moe(self.post_attention_layernorm(x))


class Mixtral(Llama):
    block = ExpertBlock

    def loss(self, ids, targets, shown=()):
        parts = [layer.block_sparse_moe for layer in self.model.layers]
        for part in parts:
            part.real = (ids != 0).reshape(-1)
        loss = super().loss(ids, targets, shown)
        self.balance = sum(part.balance for part in parts) / len(parts)
        return loss
