"""One seed from split to figures, stored in a folder so that an interrupted reproduction resumes where it stopped."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ser_training import LABELS, atomic, corpus, evaluate, features, network
from ser_training.corpus import Clip
from ser_training.splits import PARTS, Split
from ser_training.train import CHOICE, Examples, Normaliser, Recipe, Trained, fit

NOISE_DRAWS = 20
NOISE_HALF_WIDTH = 0.3


@dataclass(frozen=True)
class Dataset:
    """A corpus with the hash and the raw features of every clip."""

    clips: list[Clip]
    hashes: list[str]
    features: np.ndarray

    @staticmethod
    def load(root: Path, cache: Path) -> Dataset:
        clips = corpus.load(root)
        hashes = corpus.file_hashes(root, clips)
        return Dataset(clips, hashes, features.load(root, clips, hashes, cache))

    def examples(self, clips: tuple[Clip, ...]) -> Examples:
        rows = self._rows(clips)
        return Examples(self.features[rows], np.array([LABELS.index(self.clips[row].emotion) for row in rows]))

    def sha256(self, clips: tuple[Clip, ...]) -> str:
        return corpus.data_hash(list(clips), [self.hashes[row] for row in self._rows(clips)])

    def _rows(self, clips: tuple[Clip, ...]) -> list[int]:
        index = {clip: row for row, clip in enumerate(self.clips)}
        return [index[clip] for clip in clips]


def run(dataset: Dataset, split: Split, seed: int, folder: Path, recipe: Recipe, log: Callable[[str], None]) -> dict:
    """Trains, then evaluates on the test part once; returns the figures, from the folder if it already contains this run."""
    identity = {"seed": seed, "recipe": asdict(recipe), "choice": CHOICE, "split_sha256": split.sha256()}
    identity["training_data_sha256"] = dataset.sha256(split.train + split.validation)
    done = folder / "metrics.json"
    if done.is_file():
        figures = json.loads(done.read_text(encoding="utf-8"))
        if all(figures.get(name) == value for name, value in identity.items()):
            log(f"{folder.name}: already there, test accuracy {figures['test']['accuracy']:.4f}")
            return figures
    training, validation, test = (dataset.examples(split.part(part)) for part in PARTS)
    trained = fit(training, validation, seed, recipe, log=lambda line: log(f"{folder.name}: {line}"))
    figures = identity | {
        "clips": {part: len(split.part(part)) for part in PARTS},
        "chosen_epoch": trained.epoch,
        "train": _accuracy_and_loss(trained, training),
        "validation": _accuracy_and_loss(trained, validation),
        "test": evaluate.metrics(test.labels, trained.probabilities(test.features).argmax(axis=1)),
        "test_under_noise": under_noise(trained, test),
    }
    # If this is interrupted, figures of an earlier run must not remain beside the weights of this one.
    done.unlink(missing_ok=True)
    _save(trained, split, folder)
    atomic.write_text(done, json.dumps(figures, indent=1) + "\n")
    log(f"{folder.name}: test accuracy {figures['test']['accuracy']:.4f}, UAR {figures['test']['uar']:.4f}")
    return figures


def restore(folder: Path) -> Trained:
    """The network of a finished run, with the weights that its figures were measured with."""
    with np.load(folder / "normaliser.npz") as saved:
        normaliser = Normaliser(saved["mean"], saved["deviation"])
    model = network.build()
    model.load_weights(folder / "model.weights.h5")
    figures = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    with (folder / "history.csv").open(newline="", encoding="utf-8") as lines:
        history = [{k: int(v) if k == "epoch" else float(v) for k, v in row.items()} for row in csv.DictReader(lines)]
    return Trained(model, normaliser, history, figures["chosen_epoch"])


def under_noise(trained: Trained, test: Examples) -> dict:
    """Test accuracy when every raw mean MFCC is changed by up to 0.3, as another resampler changes it; 20 draws."""
    generator = np.random.default_rng(0)
    accuracies = []
    for _ in range(NOISE_DRAWS):
        noise = generator.uniform(-NOISE_HALF_WIDTH, NOISE_HALF_WIDTH, test.features.shape)
        predicted = trained.probabilities(test.features + noise).argmax(axis=1)
        accuracies.append(float((predicted == test.labels).mean()))
    return {
        "half_width": NOISE_HALF_WIDTH,
        "draws": NOISE_DRAWS,
        "mean_accuracy": float(np.mean(accuracies)),
        "lowest_accuracy": min(accuracies),
    }


def write_history(rows: list[dict], file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: f"{v:.6f}" if name != "epoch" else v for name, v in row.items()} for row in rows)


def _accuracy_and_loss(trained: Trained, examples: Examples) -> dict:
    probabilities = trained.probabilities(examples.features)
    of_truth = probabilities[np.arange(len(examples.labels)), examples.labels]
    return {
        "accuracy": float((probabilities.argmax(axis=1) == examples.labels).mean()),
        "loss": float(-np.log(np.maximum(of_truth, 1e-7)).mean()),
    }


def _save(trained: Trained, split: Split, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    split.write(folder / "splits")
    trained.model.save_weights(folder / "model.weights.h5")
    np.savez(folder / "normaliser.npz", mean=trained.normaliser.mean, deviation=trained.normaliser.deviation)
    write_history(trained.history, folder / "history.csv")
