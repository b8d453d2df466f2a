"""From a config to a model and the task it learns: what a batch is, what the loss is, how it is judged."""

from pathlib import Path

import numpy as np
import torch

from bert import Bert
from llama import Llama
from mixtral import Mixtral
from packing import PART, Documents, Epochs, Pairs, batches_of, by_length, copies_of, next_token_targets, padded
from t5 import T5


def on(device, *tensors):
    return [tensor.to(device) for tensor in tensors]


class NextToken:
    """Whole documents; the loss of predicting each next token.

    Some steps, most of them early, copy instead (`copies_of`), and show two heads where to look.
    """

    def __init__(self, config, data, device):
        training = config["training"]
        self.device = device
        self.balance = config["model"].get("router_aux_loss_coef", 0)
        options = dict(tokens=training["tokens"], longest=training["longest"])
        documents = Documents(data / "causal.train.bin")
        self.batches = Epochs(lambda random: batches_of(documents, joined=training["joined"], random=random, **options), training["seed"])
        self.copying, self.done = training.get("copying"), 0
        vocabulary = np.unique(documents.ids[documents.ids < PART])
        self.copies = Epochs(lambda random: copies_of(vocabulary, training["tokens"], random), training["seed"] + 1)
        # Every tenth document is enough to watch the curve; evaluate.ts judges by all of them.
        held_out = Documents(data / "causal.held-out.bin", every=10)
        self.held_out = list(batches_of(held_out, joined=0, random=np.random.default_rng(0), **options))

    def _copies_now(self):
        """Whether this step copies: a share of the first steps, and a smaller one of those after."""
        if not self.copying:
            return False
        share = self.copying["share"] if self.done <= self.copying["until"] else self.copying["share_after"]
        return int(self.done * share) > int((self.done - 1) * share)

    def step_loss(self, model):
        self.done += 1
        copies = self._copies_now()
        shown = []
        if copies:
            *batch, previous, after = on(self.device, *self.copies.next())
            shown = [(*self.copying["previous_token_head"], previous), (*self.copying["induction_head"], after)]
        else:
            batch = on(self.device, *next_token_targets(self.batches.next()))
        loss = model.loss(*batch, shown)
        parts = {"copy_loss" if copies else "loss": loss.detach(), "tokens": (batch[1] != -100).sum()}
        if shown:
            parts["missed"] = model.missed.detach()
            loss = loss + model.missed
        if self.balance:
            parts["balance"] = model.balance.detach()  # 2 if all experts work equally much
            loss = loss + self.balance * model.balance
        return loss, parts

    def judge(self, model):
        return mean_loss(model.loss, (on(self.device, *next_token_targets(batch)) for batch in self.held_out))

    def state(self):
        return dict(documents=self.batches.state(), copies=self.copies.state(), done=self.done)

    def resume(self, state):
        self.batches.resume(state["documents"])
        self.copies.resume(state["copies"])
        self.done = state["done"]


class Translate:
    """A source and the target to write."""

    def __init__(self, config, data, device):
        training = config["training"]
        self.device, self.longest = device, training["longest"]
        pairs = Pairs(data / "sequences.train.bin")
        self.batches = Epochs(lambda random: self._batches(pairs, training["tokens"], random), training["seed"])
        self.held_out = list(self._batches(Pairs(data / "sequences.held-out.bin", every=5), training["tokens"], np.random.default_rng(0)))

    def _batches(self, pairs, tokens, random):
        order = random.permutation(len(pairs))
        for start in range(0, len(order), 2048):
            some = [pairs[i] for i in order[start : start + 2048]]
            # A target costs more than a source: it passes self-attention, cross-attention and the output table.
            for group in by_length([len(source) + 2 * len(target) for source, target in some], tokens, random):
                targets = padded([some[i][1] for i in group])
                targets[targets == 0] = -100
                yield padded([some[i][0][: self.longest] for i in group]), targets

    def step_loss(self, model):
        source, targets = self.batches.next()
        loss = model.loss(*on(self.device, source, targets))
        return loss, dict(loss=loss.detach(), tokens=(targets != -100).sum())

    def judge(self, model):
        return mean_loss(model.loss, (on(self.device, *batch) for batch in self.held_out))


class MaskAndPair:
    """Hidden words to guess, then also questions that have to find their passages."""

    MASK, SPECIAL = 4, 5  # ids below 5 are special and never hidden

    def __init__(self, config, data, device):
        training = config["training"]
        self.training, self.device, self.done = training, device, 0
        self.vocabulary = config["model"]["vocab_size"]
        texts, pairs = Documents(data / "texts.train.bin"), Pairs(data / "pairs.train.bin")
        self.texts = Epochs(lambda random: self._masked(texts, random), training["seed"])
        self.pairs = Epochs(lambda random: self._pairs(pairs, random), training["seed"])
        same = lambda: np.random.default_rng(0)
        self.held_out = list(self._masked(Documents(data / "texts.held-out.bin", every=2), same()))
        self.held_out_pairs = list(self._pairs(Pairs(data / "pairs.held-out.bin"), same()))

    def _masked(self, texts, random):
        """15 % of the tokens are to be guessed: 80 % of these hidden, 10 % replaced, 10 % as they are (BERT, section 3.1)."""
        order = random.permutation(len(texts))
        for start in range(0, len(order), 2048):
            some = [texts[i][: self.training["longest"]] for i in order[start : start + 2048]]
            for group in by_length(list(map(len, some)), self.training["tokens"], random):
                ids = padded([some[i] for i in group])
                targets = torch.full_like(ids, -100)
                chance = torch.from_numpy(random.random(ids.shape))
                chosen = (chance < 0.15) & (ids >= self.SPECIAL)
                targets[chosen] = ids[chosen]
                ids[chosen & (chance < 0.12)] = self.MASK
                swap = chosen & (chance >= 0.12) & (chance < 0.135)
                ids[swap] = torch.from_numpy(random.integers(self.SPECIAL, self.vocabulary, int(swap.sum())))
                yield ids, targets

    def _pairs(self, pairs, random):
        order, count, longest = random.permutation(len(pairs)), self.training["pairs"], self.training["longest"]
        for start in range(0, len(order) - count + 1, count):
            some = [pairs[i] for i in order[start : start + count]]
            about = torch.tensor([int(about[0]) for _, _, about in some])
            yield padded([q[:longest] for q, _, _ in some]), padded([p[:longest] for _, p, _ in some]), about

    def step_loss(self, model):
        loss = model.masked_loss(*on(self.device, *self.texts.next()))
        parts = dict(masked_loss=loss.detach())
        self.done += 1
        if self.done > self.training["pairs_after"]:
            pair_loss = model.pair_loss(*on(self.device, *self.pairs.next()))
            loss = self.training["masked_weight"] * loss + pair_loss
            parts["pair_loss"] = pair_loss.detach()
        else:
            parts["pair_loss"] = 0.0
        return loss, parts

    def judge(self, model):
        masked = mean_loss(model.masked_loss, (on(self.device, *batch) for batch in self.held_out))
        with torch.no_grad():
            found = [model.pairs_found(*on(self.device, *batch)) for batch in self.held_out_pairs]
        return dict(held_out_masked_loss=masked["held_out_loss"], held_out_pairs_found=float(torch.cat(found).float().mean()))

    def state(self):
        return dict(texts=self.texts.state(), pairs=self.pairs.state(), done=self.done)

    def resume(self, state):
        self.texts.resume(state["texts"])
        self.pairs.resume(state["pairs"])
        self.done = state["done"]


def mean_loss(loss, batches):
    """The mean over all known targets of all batches; a batch's targets are its last tensor."""
    total, count = 0.0, 0
    with torch.no_grad():
        for batch in batches:
            known = int((batch[-1] != -100).sum())
            total += float(loss(*batch)) * known
            count += known
    return dict(held_out_loss=total / count)


KINDS = dict(llama=(Llama, NextToken), mixtral=(Mixtral, NextToken), t5=(T5, Translate), bert=(Bert, MaskAndPair))


def build(config, data, device):
    kind = config["model"]["model_type"]
    if kind not in KINDS:
        raise ValueError(f'build: model_type is "{kind}" but has to be one of {", ".join(KINDS)}.')
    model, task = KINDS[kind]
    return model(config["model"]).to(device), task(config, Path(data), device)
