import json

import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import agreement, export, network, scoring
from ser_training.general.clips import SpokenClip

SMALL = network.Shape(projection=4, lstm_units=3, attention=2, embedding=5)


def test_clips_with_different_answers_are_counted_and_named(tmp_path, tone, monkeypatch, encoder_weights, pooled_classifier):
    clips = [SpokenClip(f"{name}.wav", "c", "s", "", "t", "sad") for name in ("a", "b", "c", "d")]
    for clip in clips[:3]:
        tone(clip.path)
    file = tmp_path / "model.onnx"
    built = export.graph_of([network.build(SMALL)], pooled_classifier, encoder_weights)
    export.write(built, export.metadata({"model_id": "general"}), file)
    monkeypatch.setattr(scoring, "logits", lambda *_: np.eye(len(LABELS))[[0, 1, 2]])
    lines = [
        json.dumps({"file": str(tmp_path / f"{name}.wav"), "scores": {LABELS[label]: 0.9, "other": 0.1}})
        for name, label in (("a", 0), ("b", 1), ("c", 5))
    ]
    found = agreement.compare(tmp_path, file, clips, lines)
    assert found.share == pytest.approx(2 / 3)
    assert found.differences == [f"c.wav: here {LABELS[2]}, there {LABELS[5]}"]
    with pytest.raises(ValueError, match="none of the 4"):
        agreement.compare(tmp_path, file, clips, [])
    with pytest.raises(ValueError, match="a.wav has none: truncated"):
        agreement.compare(tmp_path, file, clips, [json.dumps({"file": "a.wav", "error": "truncated"})])


def test_a_different_uar_and_a_corpus_without_answers_are_reported():
    known = {"a": {"uar": 0.5}, "b": {"uar": 0.5}, "c": {"uar": 0.5}}
    found = {"a": {"uar": 0.505}, "b": {"uar": 0.52}}
    assert agreement.uar_differences(found, known) == [
        "b: UAR must be 0.5000, but is 0.5200",
        "c: UAR must be 0.5000, but no clip of it was answered",
    ]
