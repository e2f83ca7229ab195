"""The hashes beside the lists are computed by Java; for lossless audio Python can compute them, too."""

import hashlib
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
import soundfile

from ser_training.corpus import CorpusError, data_hash, file_hashes
from ser_training.general import bundle, hashes

MODELS = bundle.FOLDER.parent


def mark(file) -> str:
    """As AudioHash documents it: 16-bit integers, half up; mono is the mean of the channels."""
    samples = soundfile.read(file, always_2d=True)[0].mean(axis=1)
    return hashlib.sha256(np.floor(samples * 32768 + 0.5).clip(-32768, 32767).astype("<i2").tobytes()).hexdigest()[:16]


def listed(model: str, part: str) -> list[tuple[str, str]]:
    folder = MODELS / model / "splits"
    names = (folder / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    heading, *marks = (folder / f"{part}.hashes.txt").read_text(encoding="utf-8").splitlines()
    assert heading.endswith(hashlib.sha256((folder / f"{part}.txt").read_bytes()).hexdigest())
    return list(zip(names, marks, strict=True))


@pytest.mark.parametrize("model", ["general", "tess-lstm"])
def test_every_training_clip_has_a_hash_and_most_a_fingerprint(model):
    without = [name for part in hashes.PARTS for name, mark in listed(model, part) if len(mark) == 16]
    assert all(name.startswith("turev/") for name in without) and len(without) < 30  # single words that hardly change
    assert all(len(mark) in (16, 80) for part in hashes.PARTS for _, mark in listed(model, part))


@pytest.mark.parametrize("model", ["general", "tess-lstm"])
def test_lossless_clips_have_the_hash_that_python_computes(model, corpora):
    lossless = [pair for part in hashes.PARTS for pair in listed(model, part) if pair[0].endswith(".flac")]
    for name, expected in lossless[:: max(1, len(lossless) // 100)]:
        assert mark(corpora / name) == expected[:16], name


def test_the_bundled_file_has_the_hash_of_its_training_data(corpora):
    properties = {each.key: each.value for each in onnx.load(bundle.FOLDER / "general.onnx").metadata_props}
    clips = [SimpleNamespace(path=name) for part in hashes.PARTS for name, _ in listed("general", part)]
    assert properties["ser4j.training_data_sha256"] == data_hash(clips, file_hashes(corpora, clips))


def test_a_missing_jar_is_refused_saying_how_to_build_it(tmp_path):
    with pytest.raises(CorpusError, match="mvnw -DskipTests package"):
        hashes.write(tmp_path, tmp_path, tmp_path / "ser.jar")
