"""Draws the loss curves of a run: `python tools/train/plot.py <log.jsonl> <out.png>`. Needs matplotlib."""

import argparse
import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("log", type=Path)
    arguments.add_argument("out", type=Path)
    given = arguments.parse_args()
    lines = [json.loads(line) for line in given.log.read_text().splitlines()]
    names = dict.fromkeys(key for line in lines for key in line if "loss" in key)
    figure, axis = plt.subplots(figsize=(7, 4), dpi=110)
    for name in names:
        points = [(line["step"], line[name]) for line in lines if line.get(name)]
        marker = "o" if name.startswith("held_out") else None
        axis.plot(*zip(*points), label=name.replace("_", " "), marker=marker, markersize=3, linewidth=1.4)
    axis.set_xlabel("step")
    axis.set_ylabel("loss, nats per token")
    axis.set_ylim(bottom=0)
    axis.grid(alpha=0.25)
    axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(given.out)


if __name__ == "__main__":
    main()
