import dataclasses
import json

import numpy as np
import pytest

from ser_training.corpus import CorpusError, data_hash, file_hashes
from ser_training.general import __main__, cache, deliver, splits
from ser_training.general import clips as manifest
from ser_training.general.clips import SpokenClip

NOTHING = {"model_id": None, "model_version": None, "licence": None, "training_data": None}
GIVEN = {"model_id": "mine", "model_version": "1", "licence": "MIT", "training_data": "mine"}


def clips(corpus: str) -> list[SpokenClip]:
    return [SpokenClip(f"{corpus}/{n}.wav", corpus, f"v{n}", "", f"t{n}", "happy" if n % 2 else "sad") for n in range(4)]


def test_a_model_of_the_bundled_corpora_has_the_metadata_of_the_bundled_one():
    assert deliver.checked_about(clips("tess"), [0, 1], NOTHING) == deliver.BUNDLED
    assert deliver.checked_about(clips("tess"), [0], NOTHING | {"model_id": "mine"}).licence == deliver.BUNDLED.licence


def test_a_model_of_other_corpora_needs_metadata_of_its_own():
    assert deliver.checked_about(clips("mine"), [0], GIVEN).licence == "MIT"
    with pytest.raises(CorpusError, match="trained on mine .* but lacks --licence$"):
        deliver.checked_about(clips("mine"), [0], GIVEN | {"licence": None})
    with pytest.raises(CorpusError, match="an id other than general"):
        deliver.checked_about(clips("mine"), [0], GIVEN | {"model_id": "general"})
    with pytest.raises(CorpusError, match="--licence must not be blank"):
        deliver.checked_about(clips("mine"), [0], GIVEN | {"licence": " "})


def run(folder, with_validation: bool):
    figures = {"plan": {"with_validation": with_validation}, "validation": {}, "clips_sha256": splits.fingerprint(clips("mine"))}
    (folder / "figures.json").write_text(json.dumps(figures))
    np.savez(folder / "validation.npz", indices=np.arange(4), logits=np.eye(4, 7) * 3)
    return folder


def test_the_temperature_needs_validation_speakers_that_were_not_trained_on(tmp_path, monkeypatch):
    split = {"mine": {"by": "speaker", "test": [], "validation": ["v0", "v1", "v2", "v3"]}}
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    splits.FILE.write_text(json.dumps(split))
    assert deliver.fitted_temperature(clips("mine"), run(tmp_path, False)) > 0
    with pytest.raises(CorpusError, match="was trained on the validation speakers"):
        deliver.fitted_temperature(clips("mine"), run(tmp_path, True))
    with pytest.raises(CorpusError, match="of other clips, or of another split"):
        deliver.fitted_temperature([dataclasses.replace(clip, emotion="fear") for clip in clips("mine")], tmp_path)
    with pytest.raises(CorpusError, match="was not evaluated on test"):
        deliver.calibration(clips("mine"), tmp_path, "test", 1)
    with pytest.raises(CorpusError, match="nobody holds no finished run"):
        deliver.fitted_temperature(clips("mine"), tmp_path / "nobody")
    splits.FILE.write_text(json.dumps({"mine": split["mine"] | {"by": "text", "validation": []}}))
    with pytest.raises(CorpusError, match="names none"):
        deliver.fitted_temperature(clips("mine"), run(tmp_path, False))


def test_the_hash_of_the_training_data_covers_exactly_the_files_trained_on(tmp_path, monkeypatch):
    parts = {"test": ["v0"], "validation": ["v1"]}
    (tmp_path / "split.json").write_text(json.dumps({"mine": {"by": "speaker"} | parts}))
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    listed = clips("mine")
    (tmp_path / "mine").mkdir()
    for clip in listed:
        (tmp_path / clip.path).write_bytes(clip.path.encode())
    monkeypatch.setattr(manifest, "load", lambda root: listed)
    monkeypatch.setattr(cache, "samples", lambda *_: None)
    monkeypatch.setattr(deliver, "golden", lambda *_: None)
    written = []
    monkeypatch.setattr(deliver, "write", lambda *given: written.append(given))
    (tmp_path / "run").mkdir()
    run(tmp_path / "run", True)
    about = [text for option, name in zip(deliver.OPTIONS.values(), GIVEN.values(), strict=True) for text in (option, name)]
    places = ["--corpora", tmp_path, "--split", tmp_path / "split.json", "--cache", tmp_path, "--runs", tmp_path, "--file", tmp_path / "m.onnx"]
    __main__.main(["deliver", *map(str, places), "--name", "run", "--validated", "run", *about])
    assert written[0][3] == data_hash(listed[1:], file_hashes(tmp_path, listed[1:]))
