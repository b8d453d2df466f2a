"""Writes packages/transformer/test/fixtures/load-balancing.json: the auxiliary loss of Mixtral as transformers computes it.

`python tools/transformer-fixtures/load_balancing.py`. Needs torch and transformers (made with 4.57.6).
"""

import json
from pathlib import Path

import torch
from transformers import __version__
from transformers.models.mixtral.modeling_mixtral import load_balancing_loss_func

torch.manual_seed(7)
cases = []
for layers, batch, seq, experts, k, masked in [(1, 1, 5, 4, 2, False), (3, 2, 6, 8, 2, False), (2, 2, 7, 8, 1, True), (2, 3, 4, 6, 3, True)]:
    logits = [torch.randn(batch * seq, experts) * 2 for _ in range(layers)]
    mask = None
    if masked:
        mask = torch.ones(batch, seq, dtype=torch.long)
        mask[0, :2] = 0
        mask[1, -1] = 0
    loss = load_balancing_loss_func(tuple(logits), experts, k, mask)
    cases.append(
        dict(
            numExperts=experts,
            expertsPerToken=k,
            logits=[round(v, 6) for layer in logits for v in layer.flatten().tolist()],
            mask=None if mask is None else mask.flatten().tolist() * layers,
            loss=loss.item(),
        )
    )
path = Path(__file__).parents[2] / "packages/transformer/test/fixtures/load-balancing.json"
path.write_text(json.dumps(dict(source=f"transformers {__version__}, load_balancing_loss_func", cases=cases)))
