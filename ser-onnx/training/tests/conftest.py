import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

import ser_training  # noqa: F401  (selects the Keras backend before a test imports Keras)
from ser_training import LABELS
from ser_training.corpus import Clip
from ser_training.general import encoder, frontend, overall
from ser_training.general.graph import Nibbles, Weights

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def corpora() -> Path:
    """The shared corpora: $SER4J_CORPORA, or the folder beside the checkout."""
    folder = Path(os.environ.get("SER4J_CORPORA", REPOSITORY.parent / "shared" / "corpora"))
    if not (folder / "manifest.csv").is_file():
        pytest.skip(f"no corpus: {folder}/manifest.csv does not exist (set SER4J_CORPORA to its folder)")
    return folder


@pytest.fixture(scope="session")
def encoder_weights() -> dict:
    """An encoder with random weights, of the size of the published one."""
    rng, width, scale = np.random.default_rng(11), encoder.WIDTH, 0.04
    first = (width, frontend.FRONT_END["mel_bands"], 3)
    found = {"conv1.weight": Weights.of(rng.normal(0, scale, first).astype(np.float32), 0)}
    found["conv1.bias"] = rng.normal(0, 0.1, width).astype(np.float32)
    shapes = {"conv2.weight": (3 * width, width)}
    for block in range(encoder.BLOCKS):
        shapes |= {f"layers.{block}.self_attn.{part}_proj.weight": (width, width) for part in ("q", "k", "v", "out")}
        shapes |= {f"layers.{block}.fc1.weight": (width, 4 * width), f"layers.{block}.fc2.weight": (4 * width, width)}
        for norm in ("self_attn_layer_norm", "final_layer_norm"):
            found[f"layers.{block}.{norm}.weight"] = rng.uniform(0.5, 1.5, width).astype(np.float32)
            found[f"layers.{block}.{norm}.bias"] = rng.normal(0, 0.1, width).astype(np.float32)
    for name, shape in shapes.items():
        found[name] = Nibbles.of(rng.normal(0, scale, shape).astype(np.float32))
        found[name.replace("weight", "bias")] = rng.normal(0, 0.1, shape[1]).astype(np.float32)
    return found


@pytest.fixture(scope="session")
def pooled_classifier() -> overall.Overall:
    """A pooled classifier with random weights, for the size of the published encoder."""
    rng, width = np.random.default_rng(1), 2 * encoder.WIDTH
    parts = (rng.normal(size=width), rng.uniform(0.5, 2, width))
    for _ in ("clean", "augmented"):
        parts += (rng.normal(0, 0.05, (width, len(LABELS))), rng.normal(size=len(LABELS)))
    parts += (rng.normal(0, 0.05, width), 0.3, rng.normal(0, 0.05, (width, 9)))
    return overall.Overall(*(np.asarray(part, np.float32) for part in parts))


@pytest.fixture
def clips() -> list[Clip]:
    """Two speakers, seven emotions, 25 clips each."""
    return sorted(
        Clip(f"tess/{speaker}_{emotion}/{speaker}_word{number}_{emotion}.flac", f"tess-{speaker}", emotion)
        for speaker in ("OAF", "YAF")
        for emotion in LABELS
        for number in range(25)
    )


@pytest.fixture
def tone(tmp_path):
    """Writes a short tone with noise and returns its path."""

    def write(name: str, seconds: float = 1.5, rate: int = 24414, hertz: float = 220.0, **options) -> Path:
        time = np.arange(int(seconds * rate)) / rate
        noise = np.random.default_rng(len(name)).normal(0, 0.01, time.shape)
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(file, 0.3 * np.sin(2 * np.pi * hertz * time) + noise, rate, **options)
        return file

    return write
