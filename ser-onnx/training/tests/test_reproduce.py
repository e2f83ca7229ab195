"""``reproduce`` from end to end on synthetic features and a small network, with one seed and few epochs."""

import functools
import hashlib
import json

import numpy as np
import pytest

from ser_training import LABELS, card, network, reproduce, runs, train
from ser_training.runs import Dataset
from ser_training.train import Recipe

RECIPE = Recipe(epochs=2)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    build = functools.partial(network.build, lstm_units=40, dense_units=(12, 8))
    monkeypatch.setattr(network, "build", build)
    monkeypatch.setattr(runs, "fit", functools.partial(train.fit, build=build))


@pytest.fixture
def dataset(clips) -> Dataset:
    """Features in which each emotion has one coefficient that is larger."""
    rng = np.random.default_rng(7)
    features = rng.normal(size=(len(clips), 40))
    features[np.arange(len(clips)), [5 * LABELS.index(clip.emotion) for clip in clips]] += 20
    return Dataset(clips, [hashlib.sha256(clip.path.encode()).hexdigest() for clip in clips], features.astype(np.float32))


def interrupt(*_):
    raise KeyboardInterrupt


def test_a_reproduction_writes_a_model_with_its_lists_figures_plots_and_card(tmp_path, dataset, monkeypatch):
    places = reproduce.Places(tmp_path / "runs", tmp_path / "model", tmp_path / "results")
    logged: list[str] = []
    of_seeds = reproduce.train_seeds(dataset, (3,), places.runs, RECIPE, logged.append)
    figures = reproduce.publish(dataset, of_seeds, [], places)

    file = places.model / "tess-lstm.onnx"
    assert figures["model_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert figures["verification"]["largest_difference"] <= figures["verification"]["tolerance"]
    assert json.loads((places.model / "metrics.json").read_text()) == json.loads(json.dumps(figures))
    assert (places.model / "MODEL_CARD.md").read_text(encoding="utf-8") == card.text(figures)
    lists = [(places.model / f"splits/{part}.txt").read_text() for part in ("train", "validation", "test")]
    assert hashlib.sha256("".join(lists).encode()).hexdigest() == figures["split_sha256"]
    assert sorted("".join(lists).split()) == [clip.path for clip in dataset.clips]
    for plot in ("history.png", "confusion.png"):
        assert (places.results / plot).read_bytes().startswith(b"\x89PNG")
    report = (places.results / "classification_report.txt").read_text()
    assert all(label in report for label in LABELS)
    right = np.trace(figures["test"]["confusion"])
    assert right / figures["test"]["clips"] == pytest.approx(figures["test"]["accuracy"])

    again: list[str] = []
    assert reproduce.train_seeds(dataset, (3,), places.runs, RECIPE, again.append) == json.loads(json.dumps(of_seeds))
    assert again == [f"seed-3: already there, test accuracy {figures['test']['accuracy']:.4f}"]
    longer: list[str] = []
    reproduce.train_seeds(dataset, (3,), places.runs, Recipe(epochs=1), longer.append)
    assert "already there" not in "".join(longer)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(runs, "_save", interrupt)
        reproduce.train_seeds(dataset, (3,), places.runs, RECIPE, lambda _: None)
    assert not (places.runs / "seed-3" / "metrics.json").exists(), "figures of one training beside the weights of another"


def test_across_speakers_no_actress_is_in_training_and_test(tmp_path, dataset):
    recipe = Recipe(epochs=1)
    found = reproduce.across_speakers(dataset, (1,), tmp_path, recipe, lambda _: None)
    assert [(each["trained_on"], each["tested_on"]) for each in found] == [("tess-OAF", "tess-YAF"), ("tess-YAF", "tess-OAF")]
    for each in found:
        folder = tmp_path / f"{each['trained_on']}-to-{each['tested_on']}-seed-1/splits"
        tested = (folder / "test.txt").read_text().split()
        assert len(tested) == each["clips"]["test"] == 175 and all(each["tested_on"][-3:] in path for path in tested)
        assert all(each["trained_on"][-3:] in path for path in (folder / "train.txt").read_text().split())
