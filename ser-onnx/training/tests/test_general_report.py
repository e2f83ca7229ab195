import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import bundle, card, experiment, report, scoring
from ser_training.general.clips import SpokenClip


def clips(speakers: int) -> list[SpokenClip]:
    return [
        SpokenClip(f"c/{s}-{take}-{emotion}", "c", f"s{s}", ("male", "female")[s % 2], "t", emotion)
        for s in range(speakers)
        for take in range(10)
        for emotion in ("angry", "sad")
    ]


def answers(listed: list[SpokenClip], right: np.ndarray, certainty: float = 2.0) -> np.ndarray:
    truth = np.array([clip.label for clip in listed])
    return certainty * np.eye(len(LABELS))[np.where(right, truth, LABELS.index("happy"))]


def test_an_interval_over_speakers_is_wide_if_speakers_differ():
    listed = clips(6)
    by_speaker = np.array([clip.speaker in ("s0", "s1", "s2") for clip in listed])
    found = report.interval(listed, answers(listed, by_speaker).argmax(axis=1))
    assert found["over"] == "speakers" and found["low"] < 0.2 and found["high"] > 0.8
    alike = report.interval(listed, answers(listed, np.arange(len(listed)) % 4 < 2).argmax(axis=1))
    assert alike["low"] == alike["high"] == pytest.approx(0.5)


def test_with_few_speakers_the_interval_is_over_clips_and_marked_so():
    assert report.interval(clips(2), np.zeros(40, int))["over"] == "clips"


def test_groups_coverage_and_worst_errors_of_known_answers():
    listed = clips(4)
    right = np.array([clip.gender == "male" for clip in listed])
    values = answers(listed, right) * np.where(right, 3.0, 1.0)[:, np.newaxis]
    found = report.of(listed, values, np.ones(len(listed), bool))
    assert found["groups"]["c male"]["uar"] == 1 and found["groups"]["c female"]["uar"] == 0
    assert found["groups"]["c male"]["interval"] == {"low": 1, "high": 1, "over": "clips", "count": 2}
    assert found["coverage"][0] == {"threshold": 0.0, "coverage": pytest.approx(1), "accuracy": pytest.approx(0.5)}
    assert found["coverage"][-1] == {"threshold": 0.9, "coverage": pytest.approx(0.5), "accuracy": pytest.approx(1)}
    assert report.of(listed, values, right)["coverage"][0]["accuracy"] == pytest.approx(1)
    assert report.of(listed, values, np.zeros(len(listed), bool))["coverage"] == found["coverage"]
    assert len(found["worst"]) == 12 and all(error["heard"] == "happy" for error in found["worst"])


def test_uar_among_some_classes_uses_only_clips_of_these():
    listed = [SpokenClip(f"c/{n}", "c", "s", "", "t", emotion) for n, emotion in enumerate(("angry", "angry", "sad", "fear"))]
    values = np.zeros((4, len(LABELS)))
    values[:, LABELS.index("fear")] = 3
    values[[0, 2, 3], LABELS.index("angry")] = 2
    values[1, LABELS.index("sad")] = 1
    assert scoring.uar_among(listed, values, ("angry", "sad")) == pytest.approx((0.5 + 0) / 2)
    assert report.of_new_corpus(listed, values)["uar_four"] == scoring.uar_among(listed, values, report.FOUR)


def test_both_answers_are_resampled_with_the_same_speakers():
    listed = clips(6)
    right = np.array([clip.speaker in ("s0", "s1", "s2") for clip in listed])
    over, (good, worse) = report.resampled(listed, answers(listed, right).argmax(axis=1), answers(listed, right & (np.arange(len(listed)) % 4 < 2)).argmax(axis=1))
    assert over == "speakers" and np.allclose(worse, good / 2) and good.std() > 0.1


def test_the_readme_has_the_figures_of_the_bundled_model():
    figures = json.loads((bundle.FOLDER / "metrics.json").read_text(encoding="utf-8"))
    readme = (Path(bundle.__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    left_out = {corpus: test for tests in figures["left_out"].values() for corpus, test in tests.items()}
    known = {corpus: uar for found in figures["left_out_known_voices"].values() for corpus, uar in found["5"].items()}
    for corpus, name in card.NAMES.items():
        new, test = left_out[corpus], figures["test"][corpus]
        assert f"(trained without {name}) | {cells(new, new['interval'], known[corpus])}" in readme
        assert cells(test, figures["intervals"][corpus], figures["known_voices"]["5"][corpus]) in readme
    for kind in ("uar", "uar_four"):
        assert f"{np.mean([test[kind] for test in left_out.values()]):.2f}" in readme


def cells(test: dict, interval: dict, known: float) -> str:
    return f"{test['uar']:.2f} | {card.span(interval)} | {test['accuracy']:.2f} | {known:.2f} |"


def test_the_bundled_card_matches_the_bundled_figures():
    assert (bundle.FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8") == bundle.bundled_card()
    figures = json.loads((bundle.FOLDER / "metrics.json").read_text(encoding="utf-8"))
    assert figures["sha256"] == hashlib.sha256((bundle.FOLDER / "general.onnx").read_bytes()).hexdigest()


def test_the_card_mentions_masks_shared_by_all_networks_only_if_they_were_shared():
    figures = json.loads((bundle.FOLDER / "metrics.json").read_text(encoding="utf-8"))
    assert "the same random numbers for every network" in card.of(figures, "")
    assert "SpecAugment masks and mixup, label smoothing" in card.of(figures | {experiment.OWN_VARIATION: True}, "")
