"""The files in the model's folder agree with each other, and with the corpus if it is available."""

import hashlib
import json

import numpy as np
import onnx
import pytest

from ser_training import LABELS, corpus, features, splits, verify
from ser_training.__main__ import MODEL
from ser_training.splits import PARTS

FILE = MODEL / "tess-lstm.onnx"


@pytest.fixture
def figures() -> dict:
    return json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))


def test_hashes_of_model_and_lists_match_the_figures(figures):
    properties = {prop.key: prop.value for prop in onnx.load(FILE).metadata_props}
    joined = b"".join((MODEL / "splits" / f"{part}.txt").read_bytes() for part in PARTS)
    assert figures["split_sha256"] == hashlib.sha256(joined).hexdigest() == properties["ser4j.split_sha256"]
    assert figures["model_sha256"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert figures["training_data_sha256"] == properties["ser4j.training_data_sha256"]
    assert figures["test"]["accuracy"] == float(properties["ser4j.accuracy"])


def test_the_lists_are_the_split_of_the_seed(corpora, figures):
    split = splits.stratified(corpus.load(corpora), figures["seed"])
    assert split.sha256() == figures["split_sha256"]
    used = list(split.train + split.validation)
    assert corpus.data_hash(used, corpus.file_hashes(corpora, used)) == figures["training_data_sha256"]


def test_the_errors_on_the_test_clips_are_those_of_the_card(corpora, figures):
    clips = [corpus.tess_clip(path) for path in splits.read_list(MODEL / "splits/test.txt")]
    inputs = np.stack([features.mean_mfcc(corpora / clip.path) for clip in clips])
    predicted = verify.probabilities(FILE, inputs).argmax(axis=1)
    errors = int((predicted != [LABELS.index(clip.emotion) for clip in clips]).sum())
    assert (len(clips), errors) == (figures["test"]["clips"], figures["test"]["errors"])
