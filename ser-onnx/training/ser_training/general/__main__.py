"""The general model from the command line; see ``EXPERIMENTS.md`` for what its runs have shown."""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import numpy as np

from ser_training.general import batches, bundle, cache, clips, deliver, experiment, network, robustness, splits, train

GOLDEN_CLIPS = 5


def main(arguments: list[str] | None = None) -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _parser().parse_args(arguments)
    options.action(options)


def prepare(options: argparse.Namespace) -> None:
    """Decodes everything and computes the clean copy and the augmented ones."""
    heard = cache.samples(options.corpora, clips.load(options.corpora), options.cache)
    for copy in range(options.copies + 1):
        cache.decibels(heard, copy, options.cache)


def run(options: argparse.Namespace) -> None:
    """One experiment."""
    listed = clips.load(options.corpora)
    heard = cache.samples(options.corpora, listed, options.cache)
    copies = [cache.decibels(heard, copy, options.cache) for copy in range(options.copies + 1)]
    plan = experiment.Plan(
        out=tuple(options.out),
        with_validation=options.with_validation,
        start=options.start,
        seed=options.seed,
        recipe=train.Recipe(
            steps=options.steps, adversary=options.adversary, unknown_logit=options.unknown_logit
        ),
        mixing=batches.Mixing(mixup=options.mixup),
        shape=network.Shape(channels=tuple(options.channels)),
    )
    print(experiment.summary(experiment.run(plan, listed, copies, options.runs / options.name, logging.info)))


def hand_over(options: argparse.Namespace) -> None:
    """The file of a run with the temperature of a run of the same recipe that has not heard the validation speakers."""
    listed = clips.load(options.corpora)
    parts = splits.parts(listed)
    heard = cache.samples(options.corpora, listed, options.cache)
    temperature = deliver.fitted_temperature(listed, options.runs / options.validated)
    plan = json.loads((options.runs / options.name / "figures.json").read_text(encoding="utf-8"))["plan"]
    trained_on = parts["train"] + (parts["validation"] if plan["with_validation"] else [])
    deliver.write(listed, options.runs / options.name, temperature, trained_on, options.file)
    chosen = np.linspace(0, len(parts["test"]) - 1, GOLDEN_CLIPS).astype(int)
    deliver.golden(options.file, listed, heard, [parts["test"][at] for at in chosen], options.file.with_suffix(".npz"))


def put_into_place(options: argparse.Namespace) -> None:
    """The file, its lists, figures and card into the resources of the library."""
    left_out = dict(pair.split("=", 1) for pair in options.left_out)
    bundle.write(clips.load(options.corpora), options.file, {name: options.runs / run for name, run in left_out.items()})


def worsen(options: argparse.Namespace) -> None:
    """UAR of a file on the test speakers under noise, telephone, reverberation and cuts."""
    listed = clips.load(options.corpora)
    heard = cache.samples(options.corpora, listed, options.cache)
    found = robustness.measured(options.file, listed, heard, splits.parts(listed)["test"])
    options.file.with_suffix(".robustness.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name, uars in found.items():
        print(f"{name}: " + ", ".join(f"{corpus} {uar:.3f}" for corpus, uar in uars.items()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ser_training.general")
    commands = parser.add_subparsers(required=True)
    defaults = train.Recipe(), batches.Mixing()
    for name, action in (
        ("prepare", prepare),
        ("run", run),
        ("deliver", hand_over),
        ("robustness", worsen),
        ("bundle", put_into_place),
    ):
        command = commands.add_parser(name, help=action.__doc__)
        command.set_defaults(action=action)
        command.add_argument("--corpora", type=Path, required=True, help="folder with manifest.csv")
        if name != "bundle":
            command.add_argument("--cache", type=Path, required=True, help="decoded samples and features")
        if name in ("prepare", "run"):
            command.add_argument("--copies", type=int, default=4, help="augmented copies of every clip")
        if name in ("run", "deliver", "bundle"):
            command.add_argument("--runs", type=Path, required=True, help="folder of all runs")
        if name in ("run", "deliver"):
            command.add_argument("--name", required=True, help="the run's folder in it")
        if name in ("deliver", "robustness", "bundle"):
            command.add_argument("--file", type=Path, required=True, help="the ONNX file")
        if name == "bundle":
            command.add_argument("--left-out", nargs="*", default=[], help="TITLE=RUN of runs without a corpus")
        if name == "deliver":
            command.add_argument("--validated", required=True, help="the run whose validation gives the temperature")
        if name == "run":
            command.add_argument("--out", nargs="*", default=[], help="corpora to leave out and test on")
            command.add_argument("--with-validation", action="store_true", help="train on validation speakers too")
            command.add_argument("--start", default="", help="the run whose weights this one goes on from")
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--steps", type=int, default=defaults[0].steps)
            command.add_argument("--adversary", type=float, default=defaults[0].adversary)
            command.add_argument("--unknown-logit", type=float, default=defaults[0].unknown_logit)
            command.add_argument("--mixup", type=float, default=defaults[1].mixup)
            command.add_argument("--channels", type=int, nargs="+", default=[0, 1])
    return parser


if __name__ == "__main__":
    main()
