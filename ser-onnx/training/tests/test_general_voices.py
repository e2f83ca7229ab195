import numpy as np
import pytest

from ser_training import LABELS
from ser_training.general import voices
from ser_training.general.clips import SpokenClip


def clips(speakers: int, takes: int = 6) -> list[SpokenClip]:
    return [
        SpokenClip(f"c/{speaker}-{take}-{emotion}", "c", f"s{speaker}", "", "t", emotion)
        for speaker in range(speakers)
        for take in range(takes)
        for emotion in LABELS
    ]


def logits(listed: list[SpokenClip], offsets: dict[str, np.ndarray]) -> np.ndarray:
    """The right class leads by 2, apart from the offsets of the speaker; the constant 7 has no effect."""
    return np.array([2 * np.eye(len(LABELS))[clip.label] + offsets.get(clip.speaker, 0) + 7 for clip in listed])


def test_in_the_average_every_emotion_and_corpus_has_the_same_weight():
    listed = [SpokenClip(str(n), corpus, "s", "", "t", emotion) for n, (corpus, emotion) in enumerate([("a", "angry"), ("a", "angry"), ("b", "angry"), ("a", "sad")])]
    values = np.zeros((4, len(LABELS)))
    values[:, 0] = [1, 3, 6, -4]
    centred = values - values.mean(axis=1, keepdims=True)
    expected = ((centred[0] + centred[1]) / 2 + centred[2]) / 2 / 2 + centred[3] / 2
    rows = voices.averages(listed, values)
    np.testing.assert_allclose(voices.average(rows), expected, atol=1e-12)
    np.testing.assert_allclose(rows[LABELS.index("sad")], centred[3], atol=1e-12)
    assert np.isnan(rows[LABELS.index("happy")]).all()


def test_an_offset_is_estimated_from_the_known_clips_of_each_speaker_alone():
    values = np.arange(12, dtype=float).reshape(4, 3) ** 2
    speakers, mean = np.array(["a", "a", "b", "b"]), np.array([0.5, 0.0, -0.5])
    adapted_logits = voices.adapted(values, speakers, np.array([0]), mean)
    centred = values - values.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(adapted_logits[:2], centred[:2] - (centred[0] - mean) / 3)
    np.testing.assert_allclose(adapted_logits[2:], centred[2:])
    each = np.array([[3.0, 0.0, 0.0], mean])
    np.testing.assert_allclose(voices.adapted(values, speakers, np.array([2, 0]), each)[:2], adapted_logits[:2])
    np.testing.assert_allclose(voices.adapted(values, speakers, np.array([2, 0]), each)[2:], centred[2:] - (centred[2] - each[0]) / 3)


def test_known_clips_remove_the_offsets_of_speakers():
    listed, loud = clips(3), 5.0 * np.eye(len(LABELS))[0]
    values = logits(listed, {"s0": loud, "s1": 2 * loud, "s2": 3 * loud})
    rows = voices.averages(listed, logits(listed, {}))
    found = voices.measured(listed, values, rows, temperature=1.0)
    assert found["0"]["c"] < 0.2 and found["20"]["c"] > 0.95
    assert found["20"]["ece"] < found["0"]["ece"]
    assert found == voices.measured(listed, values, rows, temperature=1.0)


def test_known_clips_of_a_single_emotion_make_its_recognition_worse_unless_it_is_given():
    listed = clips(4, takes=20)
    values = logits(listed, {}) + np.random.default_rng(0).normal(size=(len(listed), len(LABELS)))
    found = voices.measured(listed, values, voices.averages(listed, values), temperature=1.0)
    assert found["5 neutral"]["c"] < found["5"]["c"] - 0.02
    assert found["5 neutral, given"]["c"] > found["5 neutral"]["c"] + 0.02 and found["5, given"]["c"] > found["5"]["c"] - 0.01


def test_the_less_a_given_emotion_counts_the_more_it_is_taken_for_the_voice(monkeypatch):
    listed = clips(4, takes=20)
    values = logits(listed, {}) + np.random.default_rng(0).normal(size=(len(listed), len(LABELS)))
    found = {}
    for share in (0, voices.EMOTION_SHARE, 1):
        monkeypatch.setattr(voices, "EMOTION_SHARE", share)
        found[share] = voices.measured(listed, values, voices.averages(listed, values), temperature=1.0)
    assert found[0]["5 neutral, given"] == found[0]["5 neutral"]
    assert found[0]["5 neutral, given"]["c"] < found[0.5]["5 neutral, given"]["c"] < found[1]["5 neutral, given"]["c"]


def test_speakers_with_too_few_clips_are_left_out_and_without_any_speaker_there_are_no_figures():
    listed = clips(2, takes=1) + clips(3, takes=3)[42:]
    none = np.zeros((len(LABELS), len(LABELS)))
    found = voices.measured(listed, logits(listed, {}), none, temperature=1.0)
    assert found["20"].keys() == {"c", "ece", "deviation"} and found["3"]["c"] == pytest.approx(1)
    few = clips(2, takes=1)
    assert voices.measured(few, logits(few, {}), none, temperature=1.0)["20"] == {}


def test_an_emotion_whose_average_logits_are_not_known_is_not_given():
    listed = clips(2)
    rows = voices.averages(listed, logits(listed, {}))
    rows[LABELS.index("neutral")] = np.nan
    found = voices.measured(listed, logits(listed, {}), rows, temperature=1.0)
    assert found["5 neutral, given"] == {} and found["5, given"]["c"] == found["5 neutral"]["c"] == pytest.approx(1)
