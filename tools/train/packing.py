"""Rows of whole documents: tokens of one file, packed so that each row begins where a document begins."""

import numpy as np
import torch


class Documents:
    """The documents of a token file: ids end to end, each begun by `begin` (as tokenize.ts writes them)."""

    def __init__(self, path, begin=1):
        self.ids = np.fromfile(path, dtype=np.uint16)
        starts = np.flatnonzero(self.ids == begin)
        self.starts, self.ends = starts, np.append(starts[1:], len(self.ids))

    def __len__(self):
        return len(self.starts)

    def __getitem__(self, i):
        return self.ids[self.starts[i] : self.ends[i]]


def rows_of(documents, length, seed, epoch, first=0):
    """Yields rows [length + 1] of document ids' tokens, padded with 0, and where the padding begins.

    Documents come in a random order that (seed, epoch) decides. Of the next 64 the longest that still fits goes into
    the row, so that little is padded and no document is cut (one longer than a row is).
    """
    order = np.random.default_rng([seed, epoch]).permutation(len(documents))
    waiting, at = [], 0
    while at < len(order) or waiting:
        while len(waiting) < 64 and at < len(order):
            waiting.append(documents[order[at]][: length + 1])
            at += 1
        row, room = [], length + 1
        # The document that has waited longest opens the row; else the awkward sizes would pile up.
        row.append(waiting.pop(0))
        room -= len(row[0])
        while True:
            fits = [i for i in range(len(waiting)) if len(waiting[i]) <= room]
            if not fits:
                break
            best = max(fits, key=lambda i: len(waiting[i]))
            row.append(waiting.pop(best))
            room -= len(row[-1])
        yield np.concatenate(row + [np.zeros(room, dtype=np.uint16)]).astype(np.int64)


class Batches:
    """Endless batches of rows; `state` says where it is, so that a stopped run goes on with the next row."""

    def __init__(self, path, length, rows, seed):
        self.documents = Documents(path)
        self.length, self.rows, self.seed = length, rows, seed
        self.epoch, self.taken = 0, 0
        self._rows = rows_of(self.documents, length, seed, 0)

    def next(self):
        rows = [self._row() for _ in range(self.rows)]
        batch = torch.from_numpy(np.stack(rows))
        ids, targets = batch[:, :-1], batch[:, 1:].clone()
        targets[targets == 0] = -100  # padding
        targets[(targets == 1)] = -100  # that another document follows is an accident of packing
        return ids.contiguous(), targets

    def _row(self):
        row = next(self._rows, None)
        if row is None:
            self.epoch, self.taken = self.epoch + 1, 0
            self._rows = rows_of(self.documents, self.length, self.seed, self.epoch)
            row = next(self._rows)
        self.taken += 1
        return row

    def state(self):
        return dict(epoch=self.epoch, taken=self.taken)

    def resume(self, state):
        self.epoch, self.taken = state["epoch"], 0
        self._rows = rows_of(self.documents, self.length, self.seed, self.epoch)
        for _ in range(state["taken"]):
            self._row()
