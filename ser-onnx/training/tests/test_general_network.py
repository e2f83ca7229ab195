import dataclasses

import keras
import numpy as np
import onnx
import onnxruntime
import pytest

from ser_training import LABELS
from ser_training.general import batches, cache, encoder, export, judge, network, train, vary
from ser_training.general.clips import SpokenClip
from ser_training.general.frontend import FRONT_END

BANDS = FRONT_END["mel_bands"]

SMALL = network.Shape(projection=12, lstm_units=8, attention=6, embedding=10, overall=9)


def trained(shape: network.Shape, seed: int = 0):
    """A network whose normalisations do something."""
    keras.utils.set_random_seed(seed)
    model = network.build(shape)
    for layer in model.layers:
        if layer.name.endswith("_norm"):
            layer.set_weights([w + 0.3 * np.arange(1, len(w) + 1, dtype=np.float32) for w in layer.get_weights()])
    network.settle(model, np.random.default_rng(seed).normal(0.5, 2, (50, 2 * encoder.WIDTH)))
    return model


def features(frames: int) -> np.ndarray:
    return np.random.default_rng(frames).normal(size=(2, frames, BANDS, 1)).astype(np.float32)


def steps(weights: dict, frames: int) -> np.ndarray:
    return onnxruntime.InferenceSession(export.encoder_of(weights).SerializeToString()).run(None, {"features": features(frames)})[0]


def test_the_exported_file_equals_keras_at_every_length(tmp_path, encoder_weights):
    model = trained(SMALL)
    properties = export.metadata({"model_id": "general", "temperature": 1.5})
    export.write(export.graph_of([model], SMALL, encoder_weights), properties, tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"))
    for frames in (32, 75, 240):
        logits, embedding = (np.asarray(each) for each in model(steps(encoder_weights, frames)))
        found = session.run(None, {"features": features(frames)})
        np.testing.assert_allclose(found[0], logits.mean(axis=1), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(found[1], embedding, rtol=1e-4, atol=1e-5)
    operators = [node.op_type for node in onnx.load(tmp_path / "m.onnx").graph.node]
    assert operators.count("LSTM") == 1 and "Loop" not in operators
    said = session.get_modelmeta().custom_metadata_map
    assert said["ser4j.frontend"] == "logmel" and said["ser4j.labels"] == ",".join(LABELS)


@pytest.mark.parametrize("small", [False, True])
def test_several_networks_in_one_file_answer_their_mean(tmp_path, encoder_weights, small):
    models = [trained(SMALL, seed) for seed in (1, 2, 3)]
    built = export.graph_of(models, SMALL, encoder_weights, small)
    export.write(built, export.metadata({"model_id": "general"}), tmp_path / "m.onnx")
    logits, embedding = onnxruntime.InferenceSession(str(tmp_path / "m.onnx")).run(None, {"features": features(50)})
    answers = [model(steps(encoder_weights, 50)) for model in models]
    tolerance = 4e-2 if small else 1e-4
    np.testing.assert_allclose(logits, np.mean([np.asarray(a[0]) for a in answers], axis=(0, 2)), rtol=tolerance, atol=tolerance)
    expected = np.concatenate([np.asarray(a[1]) for a in answers], axis=1)
    np.testing.assert_allclose(embedding, expected, rtol=tolerance, atol=tolerance)


def test_training_learns_a_plain_rule():
    rng = np.random.default_rng(0)
    clips = [SpokenClip(f"{i}", "c", f"s{i % 4}", "", "t", ("angry", "sad")[i % 2]) for i in range(80)]
    rows = [rng.normal(0, 1, (40, 384)) + (i % 2) * np.sin(np.arange(40) / 3 + rng.normal())[:, None] for i in range(80)]
    variation = vary.Variation(mixup=0.0, time_mask_share=0)
    mixing = batches.Mixing(corpora={"c": 1.0}, batch=16, smoothing=0.0, variation=variation)
    sampler = batches.Sampler(clips, [cache.Ragged.of(rows)], list(range(80)), mixing, seed=1)
    model = network.build(dataclasses.replace(SMALL, dropout=0.0))
    recipe = train.Recipe(steps=120, warm_up=5, average=0.9)
    train.fit(model, sampler.batches(120), recipe, variation, log=lambda _: None)
    values = np.asarray(model(np.stack(rows).astype(np.float32))[0]).mean(axis=1)
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
