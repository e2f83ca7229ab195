"""``python -m ser_training COMMAND``: see ``--help`` and the README beside this package."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import soundfile

TRAINING = Path(__file__).resolve().parents[1]
MODEL = TRAINING.parent / "src/main/resources/io/ser4j/onnx/models/tess-lstm"
RESULTS = TRAINING / "results/tess-lstm"


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except (ValueError, OSError, soundfile.SoundFileError) as refused:
        print(f"{options.name}: {refused}", file=sys.stderr)
        return 1


def _train(options: argparse.Namespace) -> int:
    from ser_training import reproduce

    of_seeds = reproduce.train_seeds(_dataset(options), tuple(options.seeds), options.runs, _recipe(options), _log)
    _log(json.dumps(reproduce._seed_figures(of_seeds), indent=1))
    return 0


def _cross_speaker(options: argparse.Namespace) -> int:
    from ser_training import reproduce

    seeds = tuple(options.cross_seeds)
    _log(json.dumps(reproduce.across_speakers(_dataset(options), seeds, options.runs, _recipe(options), _log), indent=1))
    return 0


def _reproduce(options: argparse.Namespace) -> int:
    from ser_training import reproduce

    dataset, recipe = _dataset(options), _recipe(options)
    reproduce.require_median(tuple(options.seeds))
    of_seeds = reproduce.train_seeds(dataset, tuple(options.seeds), options.runs, recipe, _log)
    cross = reproduce.across_speakers(dataset, tuple(options.cross_seeds), options.runs, recipe, _log)
    places = reproduce.Places(options.runs, options.model, options.results)
    figures = reproduce.publish(dataset, of_seeds, cross, places)
    _log(f"test accuracy over seeds: {figures['seeds']['accuracy']}; bundled: seed {figures['seed']}")
    return 0


def _unseen(options: argparse.Namespace) -> int:
    from ser_training import card, unseen

    metrics = options.model / "metrics.json"
    figures = json.loads(metrics.read_text(encoding="utf-8"))
    figures["unseen"] = unseen.figures_by_corpus(options.corpora, options.model / "tess-lstm.onnx", options.cache)
    metrics.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    card.write(metrics, options.model / "MODEL_CARD.md")
    for name, scored in figures["unseen"].items():
        _log(f"{name}: UAR {scored['uar']:.4f}, accuracy {scored['accuracy']:.4f}, {scored['clips']} clips")
    return 0


def _card(options: argparse.Namespace) -> int:
    from ser_training import card

    card.write(options.model / "metrics.json", options.model / "MODEL_CARD.md")
    return 0


def _decode(options: argparse.Namespace) -> int:
    from ser_training import decode

    _log(f"decoded {decode.decode_folder(options.source, options.target)} files into {options.target}")
    return 0


def _evaluate_json(options: argparse.Namespace) -> int:
    from ser_training import java_output, splits

    expected = json.loads((options.model / "metrics.json").read_text(encoding="utf-8"))["test"]["accuracy"]
    listed = splits.read_list(options.list or options.model / "splits/test.txt")
    with sys.stdin if options.output == "-" else open(options.output, encoding="utf-8") as lines:
        compared = java_output.compare(lines, listed)
    accuracy = compared.metrics["accuracy"]
    print(f"clips {compared.metrics['clips']} of {len(listed)}, errors {compared.metrics['errors']}")
    print(f"accuracy {accuracy:.4f} UAR {compared.metrics['uar']:.4f}; model card: accuracy {expected:.4f}")
    if compared.missing:
        print(f"{len(compared.missing)} listed clips are not in the output, first {compared.missing[0]}", file=sys.stderr)
        return 1
    if abs(accuracy - expected) > options.tolerance:
        print(f"accuracy differs from the model card by more than {options.tolerance}", file=sys.stderr)
        return 1
    return 0


def _dataset(options: argparse.Namespace):
    from ser_training.runs import Dataset

    return Dataset.load(options.corpus, options.cache)


def _recipe(options: argparse.Namespace):
    from ser_training.train import Recipe

    return Recipe() if options.epochs is None else Recipe(epochs=options.epochs)


def _log(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ser_training", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True)

    corpus = argparse.ArgumentParser(add_help=False)
    corpus.add_argument("--corpus", type=Path, required=True, help="folder with manifest.csv, or TESS as published")
    corpus.add_argument("--cache", type=Path, required=True, help="folder for extracted features; outside the repository")
    corpus.add_argument("--runs", type=Path, required=True, help="folder for weights and figures of every run")
    corpus.add_argument("--epochs", type=int, help="fewer epochs than the recipe has, to try things out")
    corpus.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    corpus.add_argument("--cross-seeds", type=int, nargs="+", default=[1, 2, 3])
    model = argparse.ArgumentParser(add_help=False)
    model.add_argument("--model", type=Path, default=MODEL, help="the model's folder (default: the bundled one)")
    results = argparse.ArgumentParser(add_help=False)
    results.add_argument("--results", type=Path, default=RESULTS, help="folder for plots and reports")

    def add(name: str, command, what: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what, description=what, parents=parents)
        added.set_defaults(command=command)
        return added

    add("train", _train, "train one network per seed on stratified splits", corpus)
    add("cross-speaker", _cross_speaker, "train on one actress, test on the other, both ways", corpus)
    add("export", _reproduce, "export the median of the trained seeds (trains what is missing)", corpus, model, results)
    add("reproduce", _reproduce, "everything: train, cross-speaker, export, verify, card", corpus, model, results)
    other = add("unseen", _unseen, "evaluate the model on every other corpus of a manifest, and write the card again", model)
    other.add_argument("--corpora", type=Path, required=True, help="folder with a manifest.csv of several corpora")
    other.add_argument("--cache", type=Path, required=True, help="folder for extracted features; outside the repository")
    add("card", _card, "write MODEL_CARD.md again from metrics.json", model)
    decode = add("decode", _decode, "decode a folder of FLAC or Opus clips to WAV")
    decode.add_argument("source", type=Path)
    decode.add_argument("target", type=Path)
    evaluate_json = add("evaluate-json", _evaluate_json, "compare the Java tool's JSON lines with the model card", model)
    evaluate_json.add_argument("output", help="file of JSON lines, or - for standard input")
    evaluate_json.add_argument("--list", type=Path, help="list of clips (default: the model's splits/test.txt)")
    evaluate_json.add_argument("--tolerance", type=float, default=0.005)
    return parser


if __name__ == "__main__":
    sys.exit(main())
