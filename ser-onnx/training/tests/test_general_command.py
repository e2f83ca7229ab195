"""What ``run`` refuses or reports before it loads or computes anything."""

import json

import numpy as np
import pytest

from ser_training.general import __main__, cache, checkpoint, encoder, experiment, export, splits

PLAN = {"mixing": {"corpora": {"mine": 1.0}}}
NOBODY = {"by": "speaker", "test": [], "validation": []}


@pytest.fixture
def corpora(tmp_path, monkeypatch):
    """Three speakers with two emotions each, one speaker in each part."""
    monkeypatch.setattr(splits, "FILE", splits.FILE)
    rows = [f"{speaker}-{emotion}.wav,mine,{speaker},{emotion}" for speaker in "abc" for emotion in ("angry", "sad")]
    (tmp_path / "manifest.csv").write_text("\n".join(["path,corpus,speaker,emotion", *rows]))
    (tmp_path / "split.json").write_text(json.dumps({"mine": {"by": "speaker", "test": ["a"], "validation": ["b"]}}))
    return tmp_path


def run(folder, plan: dict) -> None:
    (folder / "plan.json").write_text(json.dumps(plan))
    options = {"corpora": folder, "split": folder / "split.json", "cache": folder, "encoder": folder, "runs": folder, "copies": 2}
    pairs = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    __main__.main(["run", *pairs, "--plan", str(folder / "plan.json"), "--name", "one"])


@pytest.mark.parametrize(
    "plan, said",
    [
        ({"recipe": {"steps": "few"}}, "steps of Recipe must be such as 4500"),
        ({}, "the plan must say how often mine is drawn"),
        ({"mixing": {"corpora": {"mine": 0}}}, "at least one of mine must be drawn"),
        ({"mixing": {"corpora": {"mine": 1}, "batch": 0}}, "batch of Mixing must be at least 1, but is 0"),
        (PLAN | {"recipe": {"noisy_steps": 100}}, "must be more than warm_up, 100, but one was 100"),
        (PLAN | {"out": ["other"]}, "must be among the clips, but other is not"),
        (PLAN | {"out": ["mine"]}, "at least two emotions to train on"),
        ({"mixing": {"corpora": {"mine": float("inf")}}}, "corpora of Mixing must be such as"),
    ],
)
def test_a_plan_is_checked_before_anything_is_loaded(corpora, monkeypatch, plan, said):
    monkeypatch.setattr(encoder, "load", lambda _: pytest.fail("the encoder was loaded"))
    with pytest.raises(SystemExit, match=said):
        run(corpora, plan)


def test_a_finished_run_is_refused_before_anything_is_loaded(corpora, monkeypatch):
    monkeypatch.setattr(encoder, "load", lambda _: pytest.fail("the encoder was loaded"))
    (corpora / "one").mkdir()
    (corpora / "one" / experiment.FIGURES).touch()
    with pytest.raises(SystemExit, match="one holds a finished run"):
        run(corpora, PLAN)


def test_an_interrupted_run_of_another_plan_is_refused_before_anything_is_loaded(corpora, monkeypatch):
    monkeypatch.setattr(encoder, "load", lambda _: pytest.fail("the encoder was loaded"))
    (corpora / "one").mkdir()
    checkpoint.Checkpoint(corpora / "one" / experiment.CHECKPOINT.format(0), "another plan").keep(500, [np.zeros(1)])
    with pytest.raises(SystemExit, match="one holds an interrupted run of another plan"):
        run(corpora, PLAN)


def test_emotions_that_are_never_drawn_do_not_count(corpora, monkeypatch):
    monkeypatch.setattr(encoder, "load", lambda _: pytest.fail("the encoder was loaded"))
    with (corpora / "manifest.csv").open("a") as lines:
        lines.write("\nd-sad.wav,other,d,sad\n")
    (corpora / "split.json").write_text(json.dumps(json.loads((corpora / "split.json").read_text()) | {"other": NOBODY}))
    with pytest.raises(SystemExit, match="at least two emotions to train on, but split and plan leave sad"):
        run(corpora, {"mixing": {"corpora": {"mine": 0, "other": 1}}})


def test_copies_that_were_not_prepared_are_reported(corpora, monkeypatch, caplog):
    monkeypatch.setattr(encoder, "load", lambda _: {})
    monkeypatch.setattr(export, "encoder_of", lambda _: None)
    monkeypatch.setattr(cache, "copy_features", lambda *_: (None, None))
    monkeypatch.setattr(experiment, "run", lambda *_: {})
    monkeypatch.setattr(experiment, "summary", lambda _: "")
    for name in ("spectra-0", "encoded-0", "spectra-1"):
        (corpora / f"{name}-values.npy").touch()
    run(corpora, PLAN)
    assert "lacks of the copies 1, 2, one after another: `prepare --copies 2`" in caplog.text
    for name in ("encoded-1", "spectra-2", "encoded-2"):
        (corpora / f"{name}-values.npy").touch()
    caplog.clear()
    run(corpora, PLAN)
    assert not caplog.text
