import numpy as np
import pytest
from sklearn.metrics import accuracy_score, balanced_accuracy_score, confusion_matrix, recall_score

from ser_training import LABELS, evaluate


@pytest.fixture
def answers():
    generator = np.random.default_rng(7)
    truth = generator.choice(7, 400, p=[0.3, 0.05, 0.15, 0.1, 0.1, 0.1, 0.2])
    predicted = np.where(generator.random(400) < 0.7, truth, generator.integers(0, 7, 400))
    return truth, predicted


def test_agrees_with_scikit_learn(answers):
    truth, predicted = answers
    figures = evaluate.metrics(truth, predicted)
    assert figures["accuracy"] == pytest.approx(accuracy_score(truth, predicted), abs=1e-12)
    assert figures["uar"] == pytest.approx(balanced_accuracy_score(truth, predicted), abs=1e-12)
    assert list(figures["recall"].values()) == pytest.approx(recall_score(truth, predicted, average=None), abs=1e-12)
    assert figures["confusion"] == confusion_matrix(truth, predicted).tolist()
    assert figures["errors"] == (truth != predicted).sum()


def test_a_class_without_clips_does_not_count(answers):
    truth, predicted = answers
    kept = truth != LABELS.index("sad")
    figures = evaluate.metrics(truth[kept], predicted[kept])
    assert "sad" not in figures["recall"]
    assert figures["uar"] == pytest.approx(np.mean(list(figures["recall"].values())))


def test_interval_has_the_width_of_the_binomial(answers):
    truth, predicted = answers
    low, high = evaluate.metrics(truth, predicted)["accuracy_interval"]
    share = (truth == predicted).mean()
    half = 1.96 * np.sqrt(share * (1 - share) / len(truth))
    assert low == pytest.approx(share - half, abs=0.01)
    assert high == pytest.approx(share + half, abs=0.01)


def test_wilson_against_a_published_value():
    # Newcombe 1998, Table I, method 3: 81 of 263.
    assert evaluate.wilson(81, 263) == pytest.approx([0.2553, 0.3662], abs=5e-5)
    assert evaluate.wilson(448, 448)[0] < 0.992


def test_median_of_seeds():
    assert evaluate.median_index([0.99, 0.97, 1.0, 0.98, 0.96]) == 3
    with pytest.raises(ValueError, match="odd number"):
        evaluate.median_index([0.99, 0.97])


def test_summary_uses_the_sample_deviation():
    assert evaluate.summary([1.0, 2.0, 3.0]) == {"mean": 2.0, "deviation": 1.0, "values": [1.0, 2.0, 3.0]}


def test_speakers_that_differ_make_an_interval_wider_than_their_clips_do():
    truth, speakers = np.tile([0, 1], 200), np.repeat([f"speaker {i}" for i in range(8)], 50)
    predicted = np.where(np.repeat(np.arange(8) % 2, 50) == 0, truth, 1 - truth)
    over_speakers, over_clips = (evaluate.uar_draws(groups, truth, [predicted])[0] for groups in (speakers, [str(i) for i in range(400)]))
    assert over_speakers.mean() == pytest.approx(0.5, abs=0.02) and over_clips.mean() == pytest.approx(0.5, abs=0.02)
    assert over_speakers.std() == pytest.approx(0.5 / 8**0.5, rel=0.1) and over_clips.std() == pytest.approx(0.5 / 400**0.5, rel=0.1)
