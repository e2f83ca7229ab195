import dataclasses

import jax
import keras
import numpy as np
import onnx
import onnxruntime
import pytest

from ser_training import LABELS
from ser_training.corpus import CorpusError
from ser_training.general import batches, cache, checkpoint, encoder, export, network, overall, scoring, train, vary
from ser_training.general.clips import SpokenClip

SMALL = network.Shape(projection=12, lstm_units=8, attention=6, embedding=10)


def trained(seed: int = 0) -> keras.Model:
    """An untrained network whose normalisation layers have weights other than the initial ones."""
    keras.utils.set_random_seed(seed)
    model = network.build(SMALL)
    for layer in model.layers:
        if layer.name.endswith("_norm"):
            layer.set_weights([w + 0.3 * np.arange(1, len(w) + 1, dtype=np.float32) for w in layer.get_weights()])
    return model


def answers(models: list[keras.Model], pooled_classifier: overall.Overall, sequences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits and embedding as the training code computes them."""
    pooled = pooled_classifier.answers(np.stack([overall.statistics_of(clip) for clip in sequences]))
    lstm = [[np.asarray(each) for each in model(sequences)] for model in models]
    logits = (np.mean([each for each, _ in lstm], axis=0) + pooled[0]) / 2
    return logits, np.concatenate([*(each for _, each in lstm), pooled[1]], axis=1)


def features(frames: int) -> np.ndarray:
    return np.random.default_rng(frames).normal(size=(2, frames, 80, 1)).astype(np.float32)


def steps(weights: dict, frames: int) -> np.ndarray:
    return onnxruntime.InferenceSession(export.encoder_of(weights).SerializeToString()).run(None, {"features": features(frames)})[0]


def test_the_exported_file_equals_the_training_code_at_every_length(tmp_path, encoder_weights, pooled_classifier):
    model = trained()
    properties = export.metadata({"model_id": "general", "temperature": 1.5})
    export.write(export.graph_of([model], pooled_classifier, encoder_weights), properties, tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"))
    for frames in (32, 75, 240):
        expected = answers([model], pooled_classifier, steps(encoder_weights, frames))
        for found, each in zip(session.run(None, {"features": features(frames)}), expected, strict=True):
            np.testing.assert_allclose(found, each, rtol=1e-4, atol=1e-4)
    operators = [node.op_type for node in onnx.load(tmp_path / "m.onnx").graph.node]
    assert operators.count("LSTM") == 1 and "Loop" not in operators
    said = session.get_modelmeta().custom_metadata_map
    assert said["ser4j.frontend"] == "logmel" and said["ser4j.labels"] == ",".join(LABELS)


@pytest.mark.parametrize("small", [False, True])
def test_a_file_with_several_networks_averages_their_logits(tmp_path, encoder_weights, pooled_classifier, small):
    models = [trained(seed) for seed in (1, 2, 3)]
    built = export.graph_of(models, pooled_classifier, encoder_weights, small)
    export.write(built, export.metadata({"model_id": "general"}), tmp_path / "m.onnx")
    found = onnxruntime.InferenceSession(str(tmp_path / "m.onnx")).run(None, {"features": features(50)})
    tolerance = 8e-2 if small else 1e-4
    for each, expected in zip(found, answers(models, pooled_classifier, steps(encoder_weights, 50)), strict=True):
        np.testing.assert_allclose(each, expected, rtol=tolerance, atol=tolerance)


def test_training_learns_a_simple_rule():
    rng = np.random.default_rng(0)
    clips = [SpokenClip(f"{i}", "c", f"s{i % 4}", "", "t", ("angry", "sad")[i // 4 % 2]) for i in range(80)]
    shape = (40, encoder.WIDTH)
    rows = [rng.normal(0, 1, shape) + (i // 4 % 2) * np.sin(np.arange(40) / 3 + rng.normal())[:, None] for i in range(80)]
    sequences = cache.Ragged.of([row.astype(np.float32) for row in rows])
    variation = vary.Variation(mixup=0.0, time_mask_share=0)
    mixing = batches.Mixing(corpora={"c": 1.0}, batch=16, smoothing=0.0, variation=variation)
    recipe = train.Recipe(steps=120, warm_up=5, average=0.9)
    model = network.build(dataclasses.replace(SMALL, dropout=0.0))
    sampler = batches.Sampler(clips, [sequences], list(range(80)), mixing, seed=1)
    train.fit(model, sampler.batches(120), recipe, variation, len(sampler.voices), jax.random.key(1), log=lambda _: None)
    values = np.asarray(model(np.stack([sequences[index] for index in range(80)]))[0])
    # The corpus has only two classes, and the training does not constrain the others.
    assert scoring.figures(clips, values)["c"]["uar_closed_set"] > 0.95


STRETCH = train.Recipe(steps=5, warm_up=1)


def stretch(sequences: cache.Ragged, key: int = 1, until: int = 5, kept: checkpoint.Checkpoint | None = None) -> tuple[list, list[str]]:
    """The weights after a training that draws masks, mixtures and dropout, interrupted before a step, and what it logged."""
    clips = [SpokenClip(f"{i}", "c", f"s{i % 3}", "", "t", ("angry", "sad")[i % 2]) for i in range(len(sequences))]
    variation = vary.Variation(mixup=0.5, time_mask_share=0.3)
    sampler = batches.Sampler(clips, [sequences], list(range(len(sequences))), batches.Mixing(corpora={"c": 1.0}, batch=4), seed=1)

    def drawn():
        for number, batch in enumerate(sampler.batches(STRETCH.steps)):
            if number == until:
                raise KeyboardInterrupt
            yield batch

    keras.utils.set_random_seed(0)
    model, said = network.build(SMALL), []
    try:
        train.fit(model, drawn(), STRETCH, variation, len(sampler.voices), jax.random.key(key), said.append, kept)
    except KeyboardInterrupt:
        pass
    return model.get_weights(), said


def test_an_interrupted_training_resumes_to_the_same_weights(tmp_path, monkeypatch):
    monkeypatch.setattr(train, "CHECKPOINT_EVERY", 2)
    rng = np.random.default_rng(0)
    sequences = cache.Ragged.of([rng.normal(size=(40, encoder.WIDTH)).astype(np.float32) for _ in range(12)])
    kept = checkpoint.Checkpoint(tmp_path / "kept.npz", "this plan")
    whole, _ = stretch(sequences)
    stretch(sequences, until=3, kept=kept)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.npz"]
    found, said = stretch(sequences, kept=kept)
    assert said[0] == "resumes after step 2"
    for one, other in zip(whole, found, strict=True):
        np.testing.assert_array_equal(one, other)
    finished, said = stretch(sequences, until=0, kept=kept)
    assert said == ["resumes after step 5"]
    np.testing.assert_array_equal(finished[0], whole[0])
    with pytest.raises(CorpusError, match="holds an interrupted run of another plan"):
        stretch(sequences, kept=dataclasses.replace(kept, belongs_to="another"))
    with np.load(kept.file) as state, (tmp_path / "more.npz").open("wb") as more:
        np.savez(more, **state, **{f"state_{len(state.files)}": np.zeros(1)})
    with pytest.raises(CorpusError, match="or by other code"):
        stretch(sequences, kept=dataclasses.replace(kept, file=tmp_path / "more.npz"))
    assert any(not np.array_equal(one, other) for one, other in zip(whole, stretch(sequences, key=2)[0], strict=True))


def test_a_loss_that_is_not_finite_ends_the_training_without_a_checkpoint(tmp_path):
    sequences = cache.Ragged.of([np.full((40, encoder.WIDTH), np.nan, np.float32) for _ in range(4)])
    with pytest.raises(CorpusError, match="the loss must be finite, but is nan at step 5"):
        stretch(sequences, kept=checkpoint.Checkpoint(tmp_path / "kept.npz", ""))
    assert not (tmp_path / "kept.npz").exists()


def test_temperature_and_calibration_error_of_a_known_distribution():
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 2, (20_000, 3))
    shares = np.exp(scoring.log_softmax(logits))
    truth = (shares.cumsum(axis=1) > rng.random((len(shares), 1))).argmax(axis=1)
    assert scoring.temperature(3 * logits, truth, np.ones(len(truth))) == pytest.approx(3, rel=0.05)
    assert scoring.calibration_error(logits, truth) < 0.02
    assert scoring.calibration_error(3 * logits, truth) > 0.1


def test_errors_of_opposite_sign_cancel_only_between_corpora():
    truth = np.repeat([0, 1], 200)
    truth[100:200] = 1
    logits = np.log(np.tile([0.75, 0.25], (400, 1)))
    logits[200:] = logits[200:, ::-1]
    assert scoring.calibration_error(logits, truth) == pytest.approx(0)
    assert scoring.calibration_errors(["a"] * 200 + ["b"] * 200, logits, truth) == pytest.approx({"a": 0.25, "b": 0.25})
