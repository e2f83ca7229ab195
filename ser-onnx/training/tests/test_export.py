import numpy as np
import onnx
import onnxruntime
import pytest

from ser_training import LABELS, export, network, verify
from ser_training.train import Normaliser, Trained

FIGURES = {
    "training_data": "synthetic",
    "training_data_sha256": "a" * 64,
    "split_sha256": "b" * 64,
    "test": {"accuracy": 0.9955357142857143, "uar": 0.25},
}
KEYS = """format_version model_id model_version labels sample_rate_hz input output output_kind temperature licence
training_data training_data_sha256 split_sha256 accuracy uar frontend frontend.offset_seconds
frontend.duration_seconds frontend.minimum_seconds frontend.fft_size frontend.window_samples frontend.hop_samples
frontend.window frontend.pad_mode frontend.mel_bands frontend.f_min_hz frontend.f_max_hz frontend.mel_scale
frontend.mel_norm frontend.db_ref frontend.db_amin frontend.db_top frontend.coefficients frontend.dct_norm
frontend.lifter frontend.pooling frontend.layout normaliser.mean normaliser.deviation""".split()


@pytest.fixture
def trained() -> Trained:
    """Random weights, biases included, so that a swapped gate or a lost bias shows."""
    model = network.build(lstm_units=40, dense_units=(12, 8))
    generator = np.random.default_rng(5)
    model.set_weights([generator.normal(0, 0.5, weight.shape) for weight in model.get_weights()])
    mean, deviation = generator.normal(0, 50, 40), generator.uniform(3, 60, 40)
    return Trained(model, Normaliser(mean.astype(np.float32), deviation.astype(np.float32)), [], 1)


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(6).normal(0, 40, (33, 40)).astype(np.float32)


@pytest.fixture
def exported(trained, tmp_path):
    file = tmp_path / "model.onnx"
    export.write(trained.model, export.metadata(trained.normaliser, FIGURES), file)
    return file


def test_onnx_runtime_equals_keras(trained, exported, features):
    assert verify.largest_difference(exported, trained, features) <= 1e-5
    # The test is meaningful only if the answers differ from clip to clip.
    assert trained.probabilities(features).std(axis=0).max() > 0.05


def test_a_wrong_gate_order_would_be_noticed(trained, tmp_path, features, monkeypatch):
    monkeypatch.setattr(export, "onnx_gates", lambda weights: weights.T)
    file = tmp_path / "wrong.onnx"
    export.write(trained.model, export.metadata(trained.normaliser, FIGURES), file)
    with pytest.raises(ValueError, match="differ by"):
        verify.largest_difference(file, trained, features)


def test_gates_are_reordered_exactly():
    keras_weights = np.array([[1, 2, 3, 4, 5, 6, 7, 8], [11, 12, 13, 14, 15, 16, 17, 18]])
    i, f, c, o = [[1, 11], [2, 12]], [[3, 13], [4, 14]], [[5, 15], [6, 16]], [[7, 17], [8, 18]]
    np.testing.assert_array_equal(export.onnx_gates(keras_weights), np.concatenate([i, o, f, c]))


def test_graph_is_one_fused_lstm_with_an_open_batch(exported, trained, features):
    model = onnx.load(exported)
    kinds = [node.op_type for node in model.graph.node]
    assert kinds == ["Transpose", "LSTM", "Squeeze", "Gemm", "Relu", "Gemm", "Relu", "Gemm"]
    assert model.ir_version <= 10
    assert not any(tensor.external_data for tensor in model.graph.initializer)
    session = onnxruntime.InferenceSession(str(exported), providers=["CPUExecutionProvider"])
    (given,), (answered,) = session.get_inputs(), session.get_outputs()
    assert (given.name, given.shape, given.type) == ("features", ["batch", 40, 1], "tensor(float)")
    assert (answered.name, answered.shape, answered.type) == ("logits", ["batch", 7], "tensor(float)")
    whole = verify.probabilities(exported, features)
    one_by_one = np.concatenate([verify.probabilities(exported, row[np.newaxis]) for row in features])
    np.testing.assert_allclose(whole, one_by_one, atol=1e-6)


def test_metadata_is_complete_and_reads_back(exported, trained):
    properties = {prop.key: prop.value for prop in onnx.load(exported).metadata_props}
    assert sorted(properties) == sorted(f"ser4j.{key}" for key in KEYS)
    assert all(properties.values())
    assert properties["ser4j.labels"].split(",") == list(LABELS)
    assert properties["ser4j.frontend.db_amin"] == "1e-10"
    assert properties["ser4j.frontend.f_max_hz"] == "11025.0"
    assert float(properties["ser4j.accuracy"]) == FIGURES["test"]["accuracy"]
    for name in ("mean", "deviation"):
        numbers = np.array([float(n) for n in properties[f"ser4j.normaliser.{name}"].split(",")], np.float32)
        np.testing.assert_array_equal(numbers, getattr(trained.normaliser, name))


def test_the_same_network_is_exported_to_the_same_bytes(trained, exported, tmp_path):
    again = tmp_path / "again.onnx"
    export.write(trained.model, export.metadata(trained.normaliser, FIGURES), again)
    assert again.read_bytes() == exported.read_bytes()
