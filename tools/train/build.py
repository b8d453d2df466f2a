"""From a config to a model and the task it learns: what a batch is, what the loss is, how it is judged."""

from pathlib import Path

import torch

from llama import Llama
from packing import Batches, Documents, rows_of


class NextToken:
    """Rows of documents; the loss of predicting each next token."""

    def __init__(self, config, data, device):
        training = config["training"]
        self.device, self.length = device, training["length"]
        self.batches = Batches(Path(data) / "causal.train.bin", self.length, training["rows"], training["seed"])
        held_out = Documents(Path(data) / "causal.held-out.bin")
        rows = [row for _, row in zip(range(64), rows_of(held_out, self.length, 0, 0))]
        self.held_out = torch.stack([torch.from_numpy(row) for row in rows]).to(device)

    def step_loss(self, model):
        ids, targets = self.batches.next()
        loss = model.loss(ids.to(self.device), targets.to(self.device))
        return loss, dict(loss=loss.detach())

    @torch.no_grad()
    def judge(self, model):
        total, count = 0.0, 0
        for rows in self.held_out.split(16):
            targets = rows[:, 1:].clone()
            targets[(targets == 0) | (targets == 1)] = -100
            known = int((targets != -100).sum())
            total += float(model.loss(rows[:, :-1].contiguous(), targets)) * known
            count += known
        return dict(held_out_loss=total / count)

    def state(self):
        return self.batches.state()

    def resume(self, state):
        self.batches.resume(state)


def build(config, data, device):
    kind = config["model"]["model_type"]
    if kind == "llama":
        return Llama(config["model"]).to(device), NextToken(config, data, device)
    raise ValueError(f'build: model_type is "{kind}" but has to be llama. Add it here.')
