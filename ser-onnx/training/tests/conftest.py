import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

import ser_training  # noqa: F401  (settles the Keras backend before a test imports Keras)
from ser_training import LABELS
from ser_training.corpus import Clip

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def corpora() -> Path:
    """The shared corpora: $SER4J_CORPORA, or the folder beside the checkout."""
    folder = Path(os.environ.get("SER4J_CORPORA", REPOSITORY.parent / "shared" / "corpora"))
    if not (folder / "manifest.csv").is_file():
        pytest.skip(f"no corpus: {folder}/manifest.csv does not exist (set SER4J_CORPORA to its folder)")
    return folder


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
    """Writes a short tone with noise and answers its path."""

    def write(name: str, seconds: float = 1.5, rate: int = 24414, hertz: float = 220.0, **options) -> Path:
        time = np.arange(int(seconds * rate)) / rate
        noise = np.random.default_rng(len(name)).normal(0, 0.01, time.shape)
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(file, 0.3 * np.sin(2 * np.pi * hertz * time) + noise, rate, **options)
        return file

    return write
