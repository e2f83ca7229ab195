"""The bundled model from start to end: training with five seeds, the test across speakers, export of the median seed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.metrics import classification_report

from ser_training import LABELS, card, evaluate, export, plots, splits, verify
from ser_training.runs import Dataset, restore, run, write_history
from ser_training.splits import PARTS
from ser_training.train import Recipe

SPEAKERS = ("tess-OAF", "tess-YAF")
TRAINING_DATA = (
    "Toronto emotional speech set (TESS), Pichora-Fuller and Dupuis 2020, CC BY-NC-ND 4.0: {used} clips of two actresses "
    "to train and validate"
)
LIBRARIES = ("keras", "jax", "librosa", "soxr", "numpy", "onnx", "onnxruntime")


@dataclass(frozen=True)
class Places:
    """The folders of a reproduction: its runs, the model, and the plots and reports."""

    runs: Path
    model: Path
    results: Path


def train_seeds(dataset: Dataset, seeds: tuple[int, ...], runs: Path, recipe: Recipe, log: Callable) -> list[dict]:
    """One run per seed; the seed determines the split, the initial weights, the order of the clips and the noise."""
    return [
        run(dataset, splits.stratified(dataset.clips, seed), seed, runs / f"seed-{seed}", recipe, log) for seed in seeds
    ]


def across_speakers(dataset: Dataset, seeds: tuple[int, ...], runs: Path, recipe: Recipe, log: Callable) -> list[dict]:
    """Train on one actress, test on the other, both ways round."""
    figures = []
    for trained_on, tested_on in (SPEAKERS, SPEAKERS[::-1]):
        of_seeds = []
        for seed in seeds:
            split = splits.across_speakers(dataset.clips, trained_on, tested_on, seed)
            folder = runs / f"{trained_on}-to-{tested_on}-seed-{seed}"
            of_seeds.append(run(dataset, split, seed, folder, recipe, log))
        figures.append(_cross_figures(trained_on, tested_on, seeds, of_seeds))
    return figures


def require_median(seeds: tuple[int, ...]) -> None:
    """Refuses an even number of seeds, which has no median, before anything is trained."""
    if len(seeds) % 2 == 0:
        raise ValueError(f"the bundled model is that of the median seed: there must be an odd number of seeds, but there are {len(seeds)}")


def publish(dataset: Dataset, of_seeds: list[dict], cross: list[dict], places: Places) -> dict:
    """Exports the median seed, verifies it against Keras, and writes lists, figures, plots and the model card."""
    accuracies = [figures["test"]["accuracy"] for figures in of_seeds]
    chosen = of_seeds[evaluate.median_index(accuracies)]
    folder = places.runs / f"seed-{chosen['seed']}"
    trained = restore(folder)
    figures = chosen | {"training_data": TRAINING_DATA.format(used=chosen["clips"]["train"] + chosen["clips"]["validation"])}
    file = places.model / "tess-lstm.onnx"
    export.write(trained.model, export.metadata(trained.normaliser, figures), file)
    test = dataset.examples(splits.stratified(dataset.clips, chosen["seed"]).test)
    figures |= {
        "model_id": "tess-lstm",
        "model_version": 1,
        "licence": export.LICENCE,
        "model_sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "parameters": int(trained.model.count_params()),
        "corpus_clips": len(dataset.clips),
        "verification": {
            "clips": len(test.labels),
            "largest_difference": verify.largest_difference(file, trained, test.features),
            "tolerance": verify.TOLERANCE,
        },
        "seeds": _seed_figures(of_seeds),
        "cross_speaker": cross,
        "libraries": {name: version(name) for name in LIBRARIES},
    }
    for part in PARTS:
        (places.model / "splits").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "splits" / f"{part}.txt", places.model / "splits" / f"{part}.txt")
    (places.model / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    card.write(places.model / "metrics.json", places.model / "MODEL_CARD.md")
    predicted = verify.probabilities(file, test.features).argmax(axis=1)
    _report(trained.history, figures, test.labels, predicted, places.results)
    return figures


def _report(history: list[dict], figures: dict, truth: np.ndarray, predicted: np.ndarray, results: Path) -> None:
    results.mkdir(parents=True, exist_ok=True)
    write_history(history, results / "history.csv")
    plots.history(history, figures["chosen_epoch"], results / "history.png")
    title = f"tess-lstm, {figures['clips']['test']} test clips, accuracy {figures['test']['accuracy']:.2%}"
    plots.confusion(np.array(figures["test"]["confusion"]), title, results / "confusion.png")
    report = classification_report(truth, predicted, labels=range(len(LABELS)), target_names=LABELS, digits=4)
    (results / "classification_report.txt").write_text(report, encoding="utf-8")


def _seed_figures(of_seeds: list[dict]) -> dict:
    return {
        "seeds": [figures["seed"] for figures in of_seeds],
        "split_sha256": [figures["split_sha256"] for figures in of_seeds],
        "chosen_epoch": [figures["chosen_epoch"] for figures in of_seeds],
        "accuracy": evaluate.summary([figures["test"]["accuracy"] for figures in of_seeds]),
        "uar": evaluate.summary([figures["test"]["uar"] for figures in of_seeds]),
        "accuracy_under_noise": evaluate.summary([f["test_under_noise"]["mean_accuracy"] for f in of_seeds]),
    }


def _cross_figures(trained_on: str, tested_on: str, seeds: tuple[int, ...], of_seeds: list[dict]) -> dict:
    return {
        "trained_on": trained_on,
        "tested_on": tested_on,
        "clips": of_seeds[0]["clips"],
        "seeds": list(seeds),
        "split_sha256": [figures["split_sha256"] for figures in of_seeds],
        "accuracy": evaluate.summary([figures["test"]["accuracy"] for figures in of_seeds]),
        "uar": evaluate.summary([figures["test"]["uar"] for figures in of_seeds]),
        "recall": {
            label: evaluate.summary([figures["test"]["recall"][label] for figures in of_seeds]) for label in LABELS
        },
        "confusion_all_seeds": np.sum([figures["test"]["confusion"] for figures in of_seeds], axis=0).tolist(),
    }
