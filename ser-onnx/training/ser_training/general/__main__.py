"""The general model from the command line; see ``EXPERIMENTS.md`` for the results of its runs."""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import subprocess
from pathlib import Path

import jax
import numpy as np

from ser_training.corpus import CorpusError, data_hash, file_hashes
from ser_training.general import agreement, bundle, cache, clips, crema, deliver, encoder, experiment, export, hashes, robustness, splits

GOLDEN_CLIPS = 5
MIN_AGREEMENT = 0.995


def main(arguments: list[str] | None = None) -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = _parser().parse_args(arguments)
    try:
        splits.use(getattr(options, "split", splits.PUBLISHED))
        options.action(options)
    except (CorpusError, OSError, ValueError, subprocess.CalledProcessError) as e:
        raise SystemExit(str(e)) from e


def prepare(options: argparse.Namespace) -> None:
    """Decodes all clips, and computes the spectra and encoder outputs of the clean copy and the augmented ones."""
    listed, encoder_model = _clips(options), export.encoder_of(encoder.load(options.encoder))
    cache.prepare(options.corpora, listed, encoder_model, options.cache, range(options.copies + 1), options.processes)


def run(options: argparse.Namespace) -> None:
    """Trains and evaluates one model."""
    jax.config.update("jax_compilation_cache_dir", str(options.cache / "compiled"))
    values = _object(options.plan) if options.plan else {}
    seed = {} if options.seed is None else {"seed": options.seed}
    plan = experiment.plan_of(values | ({"out": options.out} if options.out else {}) | seed)
    listed = _clips(options)
    experiment.require_trainable(plan, listed)
    experiment.require_unfinished(options.runs / options.name)
    experiment.require_resumable(plan, listed, options.copies + 1, options.runs / options.name)
    material = _material(options, listed, options.copies)
    print(experiment.summary(experiment.run(plan, material, options.runs / options.name, logging.info)))


def combine_runs(options: argparse.Namespace) -> None:
    """Combines several runs into one model."""
    material = _material(options, _clips(options), 0)
    print(experiment.summary(experiment.ensemble(options.of, material, options.runs / options.name, options.small)))


def _object(file: Path) -> dict:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as e:
        raise CorpusError(f"the plan {file} is not valid JSON: {e}") from e
    if not isinstance(values, dict):
        raise CorpusError(f"the plan {file} must be an object with its settings, but is {values}")
    return values


def _clips(options: argparse.Namespace) -> list[clips.SpokenClip]:
    listed = clips.load(options.corpora)
    splits.require_complete(listed)
    return listed


def _material(options: argparse.Namespace, listed: list[clips.SpokenClip], copies: int) -> experiment.Material:
    weights = encoder.load(options.encoder)
    encoder_model = export.encoder_of(weights)
    missing = cache.missing(range(copies + 1), options.cache)
    if copies and missing:
        numbers = ", ".join(map(str, missing))
        logging.warning(
            "computing what %s lacks of the copies %s, one after another: `prepare --copies %d` computes several at once",
            options.cache, numbers, copies,
        )  # fmt: skip
    made = [cache.copy_features(options.corpora, listed, encoder_model, copy, options.cache) for copy in range(copies + 1)]
    return experiment.Material(listed, made[0][0], [encoded for _, encoded in made], weights)


def deliver_file(options: argparse.Namespace) -> None:
    """Writes the file of a run, with the temperature of a run of the same recipe that was not trained on the validation speakers."""
    listed = clips.load(options.corpora)
    parts = {part: splits.required(listed, part) for part in splits.PARTS}
    samples = cache.samples(options.corpora, listed, options.cache)
    plan = experiment.figures_of(options.runs / options.name, listed)["plan"]
    trained_on = parts["train"] + (parts["validation"] if plan["with_validation"] else [])
    validated = options.runs / options.validated
    given = {field.name: getattr(options, field.name) for field in dataclasses.fields(deliver.About)}
    about = deliver.checked_about(listed, trained_on, given)
    training_clips = [listed[index] for index in trained_on]
    data_sha256 = data_hash(training_clips, file_hashes(options.corpora, training_clips))
    deliver.write(listed, options.runs / options.name, validated, data_sha256, options.file, about)
    chosen = np.linspace(0, len(parts["test"]) - 1, GOLDEN_CLIPS).astype(int)
    deliver.golden(options.file, listed, samples, [parts["test"][at] for at in chosen], options.file.with_suffix(".npz"))
    print(f"{options.file}, and beside it its figures, the lists of its clips and examples of its output")


def bundle_model(options: argparse.Namespace) -> None:
    """Puts the file, its lists with their hashes, its figures and its card into the resources of the library."""
    if unnamed := [pair for pair in options.left_out if "=" not in pair]:
        raise CorpusError(f"--left-out must be TITLE=RUN, but was {unnamed[0]}")
    left_out = dict(pair.split("=", 1) for pair in options.left_out)
    runs = {name: options.runs / run for name, run in left_out.items()}
    bundle.write(clips.load(options.corpora), options.file, runs)
    hashes.write(options.corpora, bundle.FOLDER / "splits")


def write_card(options: argparse.Namespace) -> None:
    """Writes the card of the bundled model again, from its figures."""
    bundle.write_card()


def measure_known_voices(options: argparse.Namespace) -> None:
    """Prints the UAR of a run on the corpora left out of its training, with clips of each speaker known."""
    for kind, found in bundle.known_voices(clips.load(options.corpora), options.runs / options.name, temperature=1.0).items():
        print(f"{kind}: " + ", ".join(f"{corpus} {uar:.3f}" for corpus, uar in found.items() if corpus not in ("ece", "deviation")))


def measure_robustness(options: argparse.Namespace) -> None:
    """Measures the UAR of a file on test or validation speakers with noise, telephone, MP3, reverberation and cuts."""
    listed = clips.load(options.corpora)
    deliver.require_split(options.file)
    found = robustness.measured(options.file, listed, cache.samples(options.corpora, listed, options.cache), options.part)
    if options.part == "test":
        options.file.with_suffix(".robustness.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name, case in found.items():
        low, high = case["lost"]["mean"].values()
        uars = ", ".join(f"{corpus} {uar:.3f}" for corpus, uar in case["uar"].items())
        print(f"{name}: {uars}; the mean loses {low:.3f} to {high:.3f} (95 %)")


def compare_with_java(options: argparse.Namespace) -> None:
    """Compares the output of the library's command line with this code and with known figures; exit code 1 if they differ."""
    lines = options.heard.read_text(encoding="utf-8").splitlines()
    found = agreement.compare(options.wavs, options.file, clips.load(options.corpora), lines)
    print(*found.differences, f"{found.share:.4f} of the clips have the same answer", sep="\n")
    wrong = agreement.uar_differences(found.figures, json.loads(options.metrics.read_text(encoding="utf-8"))["test"]) if options.metrics else []
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if found.share < MIN_AGREEMENT or wrong:
        raise SystemExit(1)


def list_crema_d(options: argparse.Namespace) -> None:
    """Writes manifest.csv and split.json into a folder with CREMA-D as published."""
    print(f"{crema.write(options.corpora)} clips")


COMMANDS = {
    "list-crema-d": list_crema_d,
    "prepare": prepare,
    "run": run,
    "ensemble": combine_runs,
    "deliver": deliver_file,
    "robustness": measure_robustness,
    "known-voices": measure_known_voices,
    "agree": compare_with_java,
    "bundle": bundle_model,
    "card": write_card,
}

OPTIONS = (
    ("--corpora", tuple(name for name in COMMANDS if name != "card"), {"type": Path, "required": True, "help": "folder with manifest.csv"}),
    (
        "--split",
        ("prepare", "run", "ensemble", "deliver", "robustness", "known-voices"),
        {"type": Path, "default": splits.PUBLISHED, "help": "JSON file with the validation and test speakers"},
    ),
    (
        "--cache",
        ("prepare", "run", "ensemble", "deliver", "robustness"),
        {"type": Path, "required": True, "help": "decoded samples and features"},
    ),
    (
        "--encoder",
        ("prepare", "run", "ensemble"),
        {"type": Path, "required": True, "help": f"folder with the wheels of {' and '.join(encoder.PACKAGES)}"},
    ),
    ("--copies", ("prepare", "run"), {"type": int, "default": cache.COPIES, "help": "augmented copies of every clip; the same number for both commands"}),
    ("--processes", ("prepare",), {"type": int, "default": 2, "help": "copies computed in parallel"}),
    ("--runs", ("run", "ensemble", "deliver", "known-voices", "bundle"), {"type": Path, "required": True, "help": "folder of all runs"}),
    ("--name", ("run", "ensemble", "deliver", "known-voices"), {"required": True, "help": "the run's folder in it"}),
    ("--plan", ("run",), {"type": Path, "help": "JSON file with the settings that differ from the defaults of experiment.Plan"}),
    ("--seed", ("run",), {"type": int, "help": "instead of the seed of the plan (default: 0)"}),
    ("--out", ("run",), {"nargs": "+", "action": "extend", "help": "corpora to leave out and test on"}),
    ("--of", ("ensemble",), {"nargs": "+", "required": True, "help": "the names of its runs"}),
    ("--small", ("ensemble",), {"action": "store_true", "help": "stores the trained matrices in 8 bits"}),
    ("--file", ("deliver", "robustness", "agree", "bundle"), {"type": Path, "required": True, "help": "the ONNX file"}),
    ("--validated", ("deliver",), {"required": True, "help": "the run, of the same recipe and as many seeds, on whose validation logits the temperature is fitted"}),
    (
        "--id",
        ("deliver",),
        {"dest": "model_id", "help": "the id in the metadata; default of this option and the next three: that of the bundled model"},
    ),
    ("--model-version", ("deliver",), {"help": "any text; heads and enrolled voices are bound to it"}),
    ("--licence", ("deliver",), {"help": "of the weights"}),
    ("--training-data", ("deliver",), {"help": "in a few words"}),
    (
        "--part",
        ("robustness",),
        {"choices": ("validation", "test"), "default": "test", "help": "the speakers; only the figures of test are saved"},
    ),
    ("--wavs", ("agree",), {"type": Path, "required": True, "help": "the WAV files that `ser_training decode` wrote"}),
    ("--heard", ("agree",), {"type": Path, "required": True, "help": "the output of ser.jar classify --format json"}),
    ("--metrics", ("agree",), {"type": Path, "help": "the model's metrics.json: each corpus's test clips must have its UAR"}),
    ("--left-out", ("bundle",), {"nargs": "+", "action": "extend", "required": True, "help": "TITLE=RUN of runs without a corpus"}),
)
"""Each option, the commands that take it, and its settings for argparse."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ser_training.general")
    commands = parser.add_subparsers(required=True)
    for name, action in COMMANDS.items():
        command = commands.add_parser(name, help=action.__doc__)
        command.set_defaults(action=action)
        for flag, takers, settings in OPTIONS:
            if name in takers:
                command.add_argument(flag, **settings)
    return parser


if __name__ == "__main__":
    main()
