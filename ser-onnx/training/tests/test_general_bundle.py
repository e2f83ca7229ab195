"""``bundle`` with runs on invented clips: their logits are random, all figures are computed from them."""

import dataclasses
import json
import shutil

import numpy as np
import onnx
import pytest

from ser_training import LABELS
from ser_training.general import __main__, bundle, card, deliver, experiment, hashes, robustness, scoring, splits
from ser_training.general.clips import SpokenClip

PUBLISHED = bundle.FOLDER
LEFT_OUT = "ravdess"


def invented_clips() -> list[SpokenClip]:
    """Of every corpus one speaker for each part, with twelve clips of each of two emotions."""
    return sorted(
        SpokenClip(f"{corpus}/{part}-{emotion}-{take}.wav", corpus, part, "female", f"{take}", emotion)
        for corpus in card.NAMES
        for part in splits.PARTS
        for emotion in ("angry", "neutral")
        for take in range(12)
    )


@pytest.fixture
def clips(tmp_path, monkeypatch) -> list[SpokenClip]:
    rules = {name: {"by": "speaker", "test": ["test"], "validation": ["validation"]} for name in card.NAMES}
    (tmp_path / "split.json").write_text(json.dumps(rules))
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    monkeypatch.setattr(bundle, "FOLDER", tmp_path / "bundled")
    monkeypatch.setattr(hashes, "require_jar", lambda: None)
    return invented_clips()


def run(clips: list[SpokenClip], folder, seed: int, out: tuple[str, ...] = ()):
    """A finished run's folder, whose logits are usually right."""
    folder.mkdir()
    rng, parts = np.random.default_rng(seed), splits.parts(clips)
    evaluated = {"validation": splits.without(clips, parts["validation"], out)}
    evaluated |= {"out": [i for i, clip in enumerate(clips) if clip.corpus in out]} if out else {"test": parts["test"]}
    figures = {"clips_sha256": splits.fingerprint(clips), "plan": dataclasses.asdict(experiment.Plan(out=out)), "seeds": [seed], "weights": 1, "encoder_weights": 1}
    for part, indices in evaluated.items():
        truth = np.array([clips[i].label for i in indices])
        values = 2 * np.eye(len(LABELS))[truth] + rng.normal(size=(len(indices), len(LABELS)))
        np.savez(folder / f"{part}.npz", indices=indices, logits=values)
        figures[part] = scoring.figures([clips[i] for i in indices], values)
    (folder / experiment.FIGURES).write_text(json.dumps(figures))
    return folder


@pytest.fixture
def delivered(tmp_path, clips):
    """A file with the figures that ``deliver`` and ``robustness`` leave beside it; its graph is that of the bundled model and not run."""
    file = tmp_path / "made.onnx"
    made = run(clips, tmp_path / "made", 1)
    graph = onnx.load(PUBLISHED / "general.onnx")
    del graph.metadata_props[:]
    onnx.save(graph, made / "model.onnx")
    deliver.write(clips, made, run(clips, tmp_path / "validated", 2), "0" * 64, file)
    case = {"uar": {name: 0.5 for name in (*card.NAMES, "mean")}, "lost": {"mean": {"low": 0.0, "high": 0.1}}}
    file.with_suffix(".robustness.json").write_text(json.dumps(dict.fromkeys(robustness.CASES, case)))
    return file


def test_file_lists_figures_and_card_are_written_together(tmp_path, clips, delivered):
    bundle.write(clips, delivered, {"RAVDESS": run(clips, tmp_path / "out", 3, (LEFT_OUT,))})
    assert (bundle.FOLDER / "general.onnx").read_bytes() == delivered.read_bytes()
    lists = {part: (bundle.FOLDER / f"splits/{part}.txt").read_text().splitlines() for part in splits.PARTS}
    assert sorted(path for listed in lists.values() for path in listed) == [clip.path for clip in clips]
    assert all(f"/{part}-" in path for part, listed in lists.items() for path in listed)
    figures = json.loads((bundle.FOLDER / "metrics.json").read_text())
    new = figures["left_out"]["RAVDESS"][LEFT_OUT]
    assert new["speakers"] == 3 and new["clips"] == 72 and figures["left_out_known_voices"]["RAVDESS"]["5"][LEFT_OUT] > 0.3
    written = (bundle.FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"| RAVDESS (English), 3 speakers | {new['uar']:.2f} | {card.span(new['interval'])} |" in written
    assert f"The temperature, {figures['temperature']:.3f}," in written and "date from version" not in written
    known = figures["left_out_known_voices"]["RAVDESS"]
    assert known == bundle.known_voices(clips, tmp_path / "out", figures["temperature"])
    mean = " | ".join(f"{found[LEFT_OUT]:.2f}" if found else "-" for found in known.values())
    assert f"| mean of those left out | {mean} |" in written and "trained anew" not in written
    noted = card.of(figures | {"trained_as_version": 8, "left_out_known_voices_anew": [known]}, "")
    few = " | ".join(f"{known[kind][LEFT_OUT]:.2f}" for kind in ("0", "5", "5, given"))
    assert "version 8, which detected silence" in noted and f"| mean | {few} |" in noted


def test_nothing_is_replaced_if_a_figure_is_missing(tmp_path, clips, delivered):
    bundle.FOLDER.mkdir()
    (bundle.FOLDER / "general.onnx").write_text("what was there before")
    figures = json.loads(delivered.with_suffix(deliver.FIGURES).read_text())
    delivered.with_suffix(deliver.FIGURES).write_text(json.dumps({key: figures[key] for key in figures if key != "coverage"}))
    with pytest.raises(KeyError, match="coverage"):
        bundle.write(clips, delivered, {"RAVDESS": run(clips, tmp_path / "out", 3, (LEFT_OUT,))})
    assert [file.name for file in bundle.FOLDER.iterdir()] == ["general.onnx"]
    assert (bundle.FOLDER / "general.onnx").read_text() == "what was there before"


def test_clips_of_other_corpora_are_not_bundled(clips, delivered):
    with pytest.raises(bundle.CorpusError, match="not in both: turev"):
        bundle.write([clip for clip in clips if clip.corpus != "turev"], delivered, {})


def test_the_card_command_writes_the_card_of_the_bundled_figures(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "FOLDER", tmp_path)
    for name in ("general.onnx", "metrics.json"):
        shutil.copyfile(PUBLISHED / name, tmp_path / name)
    __main__.main(["card"])
    assert (tmp_path / "MODEL_CARD.md").read_bytes() == (PUBLISHED / "MODEL_CARD.md").read_bytes()


def test_the_figures_with_known_clips_are_printed(tmp_path, clips, monkeypatch, capsys):
    monkeypatch.setattr(__main__.clips, "load", lambda root: clips)
    folder = run(clips, tmp_path / "out", 3, (LEFT_OUT,))
    __main__.main(["known-voices", "--corpora", str(tmp_path), "--split", str(splits.FILE), "--runs", str(tmp_path), "--name", "out"])
    expected = bundle.known_voices(clips, folder, 1.0)["5"][LEFT_OUT]
    assert f"5: {LEFT_OUT} {expected:.3f}" in capsys.readouterr().out.splitlines()
