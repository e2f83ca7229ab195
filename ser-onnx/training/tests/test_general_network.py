import numpy as np
import onnx
import onnxruntime
import pytest

from ser_training import LABELS
from ser_training.general import batches, export, judge, network, train
from ser_training.general.clips import SpokenClip

SMALL = network.Shape(filters=(4, 4, 4), projection=12, lstm_units=8, attention=6, embedding=10)


@pytest.mark.parametrize("channels", [(0, 1), (0,)])
def test_the_exported_file_equals_keras_at_every_length(tmp_path, channels):
    shape = network.Shape(**{**SMALL.__dict__, "channels": channels})
    model = network.build(shape)
    for layer in model.layers:
        if layer.name.endswith("_norm"):
            layer.set_weights([w + 0.3 * np.arange(1, len(w) + 1, dtype=np.float32) for w in layer.get_weights()])
    export.write(model, shape, export.metadata({"model_id": "general", "temperature": 1.5}), tmp_path / "m.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "m.onnx"))
    for frames in (16, 37, 120):
        features = np.random.default_rng(frames).normal(size=(2, frames, 64, 2)).astype(np.float32)
        for found, expected in zip(session.run(None, {"features": features}), model(features), strict=True):
            np.testing.assert_allclose(found, np.asarray(expected), rtol=1e-4, atol=1e-5)
    operators = [node.op_type for node in onnx.load(tmp_path / "m.onnx").graph.node]
    assert operators.count("LSTM") == 1 and "Loop" not in operators
    said = session.get_modelmeta().custom_metadata_map
    assert said["ser4j.frontend"] == "logmel" and said["ser4j.labels"] == ",".join(LABELS)


def test_training_learns_a_plain_rule():
    rng = np.random.default_rng(0)
    clips = [SpokenClip(f"{i}", "c", f"s{i % 4}", "", "t", ("angry", "sad")[i % 2]) for i in range(80)]
    rows = [rng.normal(0, 1, (40, 64)) + 20 * (i % 2) * np.sin(np.arange(40) / 3)[:, None] for i in range(80)]
    mixing = batches.Mixing(corpora={"c": 1.0}, batch=16, mixup=0.0, smoothing=0.0, band_masks=0, time_masks=0)
    sampler = batches.Sampler(clips, np.full(80, 40), lambda index, *_: rows[index], mixing, seed=1)
    model = network.build(network.Shape(**{**SMALL.__dict__, "dropout": 0.0}))
    train.fit(model, sampler.batches(120), train.Recipe(steps=120, warm_up=5, average=0.9), 1, log=lambda _: None)
    values = np.asarray(model(np.stack([batches.frontend.normalised(row) for row in rows]))[0])
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
