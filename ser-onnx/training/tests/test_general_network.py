import dataclasses

import keras
import numpy as np
import onnx
import onnxruntime
import pytest

from ser_training import LABELS
from ser_training.general import batches, cache, encoder, export, judge, network, overall, train, vary
from ser_training.general.clips import SpokenClip

SMALL = network.Shape(projection=12, lstm_units=8, attention=6, embedding=10)


def trained(seed: int = 0) -> keras.Model:
    """A network whose normalisations do something."""
    keras.utils.set_random_seed(seed)
    model = network.build(SMALL)
    for layer in model.layers:
        if layer.name.endswith("_norm"):
            layer.set_weights([w + 0.3 * np.arange(1, len(w) + 1, dtype=np.float32) for w in layer.get_weights()])
    return model


def answers(models: list[keras.Model], reading: overall.Overall, heard: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits and embedding as the training code has them."""
    second = reading.answers(np.stack([overall.statistics_of(clip) for clip in heard]))
    first = [[np.asarray(each) for each in model(heard)] for model in models]
    logits = (np.mean([each for each, _ in first], axis=0) + second[0]) / 2
    return logits, np.concatenate([*(each for _, each in first), second[1]], axis=1)


def features(frames: int) -> np.ndarray:
    return np.random.default_rng(frames).normal(size=(2, frames, 80, 1)).astype(np.float32)


def steps(weights: dict, frames: int) -> np.ndarray:
    return onnxruntime.InferenceSession(export.encoder_of(weights).SerializeToString()).run(None, {"features": features(frames)})[0]


def test_the_exported_file_equals_the_training_code_at_every_length(tmp_path, encoder_weights, second_reading):
    model = trained()
    properties = export.metadata({"model_id": "general", "temperature": 1.5})
    export.write(export.graph_of([model], second_reading, encoder_weights), properties, tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"))
    for frames in (32, 75, 240):
        expected = answers([model], second_reading, steps(encoder_weights, frames))
        for found, each in zip(session.run(None, {"features": features(frames)}), expected, strict=True):
            np.testing.assert_allclose(found, each, rtol=1e-4, atol=1e-4)
    operators = [node.op_type for node in onnx.load(tmp_path / "m.onnx").graph.node]
    assert operators.count("LSTM") == 1 and "Loop" not in operators
    said = session.get_modelmeta().custom_metadata_map
    assert said["ser4j.frontend"] == "logmel" and said["ser4j.labels"] == ",".join(LABELS)


@pytest.mark.parametrize("small", [False, True])
def test_several_networks_in_one_file_answer_their_mean(tmp_path, encoder_weights, second_reading, small):
    models = [trained(seed) for seed in (1, 2, 3)]
    built = export.graph_of(models, second_reading, encoder_weights, small)
    export.write(built, export.metadata({"model_id": "general"}), tmp_path / "m.onnx")
    found = onnxruntime.InferenceSession(str(tmp_path / "m.onnx")).run(None, {"features": features(50)})
    tolerance = 8e-2 if small else 1e-4
    for each, expected in zip(found, answers(models, second_reading, steps(encoder_weights, 50)), strict=True):
        np.testing.assert_allclose(each, expected, rtol=tolerance, atol=tolerance)


def test_training_learns_a_plain_rule():
    rng = np.random.default_rng(0)
    clips = [SpokenClip(f"{i}", "c", f"s{i % 4}", "", "t", ("angry", "sad")[i // 4 % 2]) for i in range(80)]
    shape = (40, encoder.WIDTH)
    rows = [rng.normal(0, 1, shape) + (i // 4 % 2) * np.sin(np.arange(40) / 3 + rng.normal())[:, None] for i in range(80)]
    heard = cache.Ragged.of([row.astype(np.float32) for row in rows])
    variation = vary.Variation(mixup=0.0, time_mask_share=0)
    mixing = batches.Mixing(corpora={"c": 1.0}, batch=16, smoothing=0.0, variation=variation)
    recipe = train.Recipe(steps=120, warm_up=5, average=0.9)
    model = network.build(dataclasses.replace(SMALL, dropout=0.0))
    sampler = batches.Sampler(clips, [heard], list(range(80)), mixing, seed=1)
    train.fit(model, sampler.batches(120), recipe, variation, len(sampler.voices), log=lambda _: None)
    values = np.asarray(model(np.stack([heard[index] for index in range(80)]))[0])
    # The corpus holds two classes only, and the training says nothing about the others.
    assert judge.figures(clips, values)["c"]["uar_closed_set"] > 0.95


def test_temperature_and_calibration_error_of_known_answers():
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 2, (20_000, 3))
    shares = np.exp(judge.log_softmax(logits))
    truth = (shares.cumsum(axis=1) > rng.random((len(shares), 1))).argmax(axis=1)
    assert judge.temperature(3 * logits, truth, np.ones(len(truth))) == pytest.approx(3, rel=0.05)
    assert judge.calibration_error(logits, truth) < 0.02
    assert judge.calibration_error(3 * logits, truth) > 0.1
