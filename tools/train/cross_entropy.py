"""Cross-entropy of a product with the embedding table, without ever holding all its logits.

Logits are the largest thing in a small model's step: 4096 tokens x 3072 words are 50 MB in float32, written and read
several times. Here 512 tokens at a time go through product, softmax and gradient while they are in the cache.
"""

import torch

CHUNK = 512


class LinearCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden, table, targets):
        """hidden [tokens, dim], table [words, dim], targets [tokens] without ignored ones -> mean loss"""
        low = torch.bfloat16 if torch.is_autocast_enabled(hidden.device.type) else hidden.dtype
        hidden_low, table_low = hidden.to(low), table.to(low)
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        grad_hidden = torch.empty_like(hidden)
        grad_table = torch.zeros_like(table, dtype=torch.float32)
        for start in range(0, len(targets), CHUNK):
            part = slice(start, start + CHUNK)
            logits = (hidden_low[part] @ table_low.T).float()
            log_sum = logits.logsumexp(-1, keepdim=True)
            chosen = targets[part, None]
            total += (log_sum - logits.gather(1, chosen)).sum()
            grad = logits.sub_(log_sum).exp_()
            grad.scatter_add_(1, chosen, torch.full_like(chosen, -1, dtype=grad.dtype))
            grad = grad.to(low)
            grad_hidden[part] = grad @ table_low
            grad_table += grad.T @ hidden_low[part]
        ctx.save_for_backward(grad_hidden, grad_table)
        ctx.count = max(1, len(targets))
        return total / ctx.count

    @staticmethod
    def backward(ctx, outer):
        grad_hidden, grad_table = ctx.saved_tensors
        scale = outer / ctx.count
        return grad_hidden * scale, grad_table * scale, None


def linear_cross_entropy(hidden, table, targets):
    """Mean of -log softmax(hidden @ table^T)[target] over the targets that are not -100."""
    hidden, targets = hidden.reshape(-1, hidden.shape[-1]), targets.reshape(-1)
    known = targets != -100
    return LinearCrossEntropy.apply(hidden[known], table, targets[known])
