"""Trains one of the models: `python tools/train/train.py tools/train/configs/tiny-llama.json --data <folder> --run <folder>`.

Stopped runs go on where they were when the same command is given again. Everything random comes from the config's seed.
Writes <run>/log.jsonl (one line per report), <run>/state.pt (to go on) and, at the end, <run>/weights.pt.
"""

import argparse
import json
import os
import time
from pathlib import Path

import torch

from build import build
from muon import optimizer_for


def learning_rate(step, config):
    """Linear warm-up, then constant, then a linear descent to zero over the last `decay` share of the steps."""
    warmup, steps, decay = config["warmup"], config["steps"], config["decay"]
    up = min(1.0, (step + 1) / warmup)
    down = min(1.0, (steps - step) / (steps * decay))
    return config["learning_rate"] * min(up, down)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("config")
    arguments.add_argument("--data", default="tools/train/data")
    arguments.add_argument("--run", required=True)
    arguments.add_argument("--threads", type=int, default=0, help="CPU threads (0: PyTorch's choice)")
    arguments.add_argument("--seed", type=int, help="instead of the config's")
    arguments.add_argument("--steps", type=int, help="instead of the config's")
    given = arguments.parse_args()
    config = json.loads(Path(given.config).read_text())
    if given.steps:
        config["training"]["steps"] = given.steps
    if given.seed is not None:
        config["training"]["seed"] = given.seed
    training = config["training"]
    run = Path(given.run)
    run.mkdir(parents=True, exist_ok=True)
    (run / "config.json").write_text(json.dumps(config, indent=2))
    if given.threads:
        torch.set_num_threads(given.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(training["seed"])

    model, task = build(config, given.data, device)
    optimizer = optimizer_for(model, training["learning_rate"])
    step, spent = 0, 0.0
    saved = run / "state.pt"
    if saved.exists():
        state = torch.load(saved, map_location=device, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        (task if hasattr(task, "resume") else task.batches).resume(state["data"])
        torch.set_rng_state(state["random"].cpu())
        step, spent = state["step"], state["seconds"]
        print(f"goes on at step {step}", flush=True)

    count = sum(p.numel() for p in model.parameters())
    print(f"{count:,} parameters, {training['steps']} steps, on {device}", flush=True)
    log = open(run / "log.jsonl", "a")
    began, losses, tokens = time.time() - spent, [], 0
    while step < training["steps"]:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, training)
        with torch.autocast(device, dtype=torch.bfloat16):
            loss, parts = task.step_loss(model)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if torch.isfinite(norm):  # a bad batch is left out and shows in the log as a missing step
            optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(parts)
        step += 1
        if step % training["report_every"] == 0 or step == training["steps"]:
            line = dict(step=step, seconds=round(time.time() - began, 1), learning_rate=learning_rate(step - 1, training))
            for name in dict.fromkeys(name for parts in losses for name in parts):
                values = [float(parts[name]) for parts in losses if name in parts]
                line[name] = round(sum(values) / len(values), 4)
            if step % training["judge_every"] == 0 or step == training["steps"]:
                model.eval()
                line |= {name: round(value, 4) for name, value in task.judge(model).items()}
                model.train()
            losses = []
            log.write(json.dumps(line) + "\n")
            log.flush()
            print(json.dumps(line), flush=True)
        if step % training["save_every"] == 0 or step == training["steps"]:
            state = dict(model=model.state_dict(), optimizer=optimizer.state_dict(), data=(task if hasattr(task, "state") else task.batches).state(), step=step)
            state |= dict(random=torch.get_rng_state(), seconds=time.time() - began)
            torch.save(state, run / "state.tmp")
            os.replace(run / "state.tmp", saved)
    torch.save(model.state_dict(), run / "weights.pt")


if __name__ == "__main__":
    main()
