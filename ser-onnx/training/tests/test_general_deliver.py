import dataclasses
import json

import numpy as np
import pytest

from ser_training.corpus import CorpusError
from ser_training.general import deliver, splits
from ser_training.general.clips import SpokenClip

NOTHING = {"model_id": None, "model_version": None, "licence": None, "training_data": None}
GIVEN = {"model_id": "mine", "model_version": "1", "licence": "MIT", "training_data": "mine"}


def clips(corpus: str) -> list[SpokenClip]:
    return [SpokenClip(f"{corpus}/{n}.wav", corpus, f"v{n}", "", f"t{n}", "happy" if n % 2 else "sad") for n in range(4)]


def test_of_the_corpora_of_the_bundled_model_the_file_says_what_that_says():
    assert deliver.checked_about(clips("tess"), [0, 1], NOTHING) == deliver.BUNDLED
    assert deliver.checked_about(clips("tess"), [0], NOTHING | {"model_id": "mine"}).licence == deliver.BUNDLED.licence


def test_of_other_corpora_nothing_is_taken_over():
    assert deliver.checked_about(clips("mine"), [0], GIVEN).licence == "MIT"
    with pytest.raises(CorpusError, match="learnt from mine .* but lacks --licence$"):
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


def test_the_temperature_wants_validation_voices_that_were_not_heard(tmp_path, monkeypatch):
    split = {"mine": {"by": "speaker", "test": [], "validation": ["v0", "v1", "v2", "v3"]}}
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    splits.FILE.write_text(json.dumps(split))
    assert deliver.fitted_temperature(clips("mine"), run(tmp_path, False)) > 0
    with pytest.raises(CorpusError, match="has heard the validation speakers"):
        deliver.fitted_temperature(clips("mine"), run(tmp_path, True))
    with pytest.raises(CorpusError, match="of other clips, or of another split"):
        deliver.fitted_temperature([dataclasses.replace(clip, emotion="fear") for clip in clips("mine")], tmp_path)
    with pytest.raises(CorpusError, match="was not judged on test"):
        deliver.calibration(clips("mine"), tmp_path, "test", 1)
    with pytest.raises(CorpusError, match="nobody holds no finished run"):
        deliver.fitted_temperature(clips("mine"), tmp_path / "nobody")
    splits.FILE.write_text(json.dumps({"mine": split["mine"] | {"by": "text", "validation": []}}))
    with pytest.raises(CorpusError, match="names none"):
        deliver.fitted_temperature(clips("mine"), run(tmp_path, False))
