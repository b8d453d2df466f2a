"""Batches of whole documents, of like length, so that little is padding and attention never crosses documents' ends.

Attention's cost grows with the length of a row: batches of rows as long as their documents take about a third less time
than rows filled up to one fixed length.
"""

import numpy as np
import torch

IGNORED = -100
PAD, BEGIN = 0, 1
ENTRY, PART = 65535, 65534  # the marks tokenize.ts writes before an entry and between its parts


class Documents:
    """The entries of a token file, each one part: a document's ids."""

    def __init__(self, path, every=1):
        self.ids = np.fromfile(path, dtype=np.uint16)
        starts = np.flatnonzero(self.ids == ENTRY)
        ends = np.append(starts[1:], len(self.ids))
        self.starts, self.ends = starts[::every] + 1, ends[::every]

    def __len__(self):
        return len(self.starts)

    def __getitem__(self, i):
        return self.ids[self.starts[i] : self.ends[i]]


def rows_of(documents, order, longest, joined, random):
    """Yields rows: a long document alone, short ones together up to 256 tokens.

    A share `joined` of the long ones goes on with the next document, up to `longest` tokens, so that a model meets
    positions past the end of a story too.
    """
    short, waiting = [], []
    for i in order:
        document = documents[i][:longest]
        if waiting:
            waiting.append(document[: longest - len(waiting[0])])
            yield np.concatenate(waiting)
            waiting = []
        elif len(document) < 128:
            short.append(document)
            if sum(map(len, short)) >= 192:
                yield np.concatenate(short)
                short = []
        elif random.random() < joined:
            waiting = [document]
        else:
            yield document
    if short:
        yield np.concatenate(short)


def batches_of(documents, tokens, longest, joined, random):
    """Yields batches [rows, length] of about `tokens` ids, padded at the end of each row, in a random order."""
    rows = []
    for row in rows_of(documents, random.permutation(len(documents)), longest, joined, random):
        rows.append(row)
        if len(rows) == 2048:
            yield from (padded([rows[i] for i in group]) for group in by_length(list(map(len, rows)), tokens + 1, random))
            rows = []
    if rows:
        yield from (padded([rows[i] for i in group]) for group in by_length(list(map(len, rows)), tokens + 1, random))


def padded(rows):
    out = np.full((len(rows), max(map(len, rows))), PAD, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def next_token_targets(batch):
    """ids [rows, length - 1] and the token after each; unknown where it is padding or merely the next document."""
    ids, targets = batch[:, :-1].contiguous(), batch[:, 1:].clone()
    targets[(targets == PAD) | (targets == BEGIN)] = IGNORED
    return ids, targets


def copies_of(vocabulary, tokens, random):
    """Yields ids, targets and `previous`, `after` of rows that say the same twice or three times: random tokens, each once.

    Only copies count. There is nothing to learn here but to look back for the last time and go on as it went on then, which
    a model of stories needs for names and finds late by itself. `previous` and `after` [seq] are where two heads look that
    do it together: one at the token before, the other at the token after the last time this token stood; -1 where there is none.
    """
    while True:
        length, times = int(random.integers(6, 48)), int(random.integers(2, 4))
        rows = [np.tile(random.choice(vocabulary, length, replace=False), times) for _ in range(max(1, tokens // (length * times)))]
        batch = torch.from_numpy(np.stack(rows).astype(np.int64))
        ids, targets = batch[:, :-1].contiguous(), batch[:, 1:].clone()
        targets[:, : length - 1] = IGNORED
        positions = torch.arange(ids.shape[1])
        yield ids, targets, positions - 1, torch.where(positions < length, -1, positions - length + 1)


class Pairs:
    """The entries of a token file that have several parts: (source, target), (question, passage, about)."""

    def __init__(self, path, every=1):
        self.documents = Documents(path, every)

    def __len__(self):
        return len(self.documents)

    def __getitem__(self, i):
        ids = self.documents[i]
        cuts = np.flatnonzero(ids == PART)
        return [ids[a:b] for a, b in zip([0, *(cuts + 1)], [*cuts, len(ids)])]


def by_length(lengths, budget, random):
    """Groups indices of like length so that rows x longest stays within `budget`; the groups come in a random order."""
    groups = []
    for start in range(0, len(lengths), 2048):
        order = start + np.argsort(lengths[start : start + 2048], kind="stable")
        group = []
        for i in order:
            if group and lengths[i] * (len(group) + 1) > budget:
                groups.append(group)
                group = []
            group.append(i)
        groups.append(group)
    return [groups[i] for i in random.permutation(len(groups))]


class Epochs:
    """Endless items of `make(random)`, an iterable for each epoch; knows where it is, so that a stopped run goes on."""

    def __init__(self, make, seed):
        self.make, self.seed = make, seed
        self.resume(dict(epoch=0, taken=0))

    def next(self):
        item = next(self._items, None)
        if item is None:
            self.epoch, self.taken = self.epoch + 1, 0
            self._items = self._epoch()
            item = next(self._items)
        self.taken += 1
        return item

    def _epoch(self):
        return iter(self.make(np.random.default_rng([self.seed, self.epoch])))

    def state(self):
        return dict(epoch=self.epoch, taken=self.taken)

    def resume(self, state):
        self.epoch, self.taken = state["epoch"], 0
        self._items = self._epoch()
        for _ in range(state["taken"]):
            self.next()
