import csv
import json
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ser_training import atomic
from ser_training.corpus import CorpusError
from ser_training.general import augment, cache, clips, crema, export, frontend, splits


def manifest(folder, text: str):
    (folder / "manifest.csv").write_text(text, encoding="utf-8")
    return clips.load(folder)


def test_four_columns_and_common_names_of_emotions_suffice(tmp_path):
    found = manifest(tmp_path, "\ufeffpath,corpus,speaker,emotion\nb.wav,mine,7,Anger\na.wav,mine,8,calm\n")
    assert [(clip.path, clip.emotion, clip.gender, clip.text) for clip in found] == [
        ("a.wav", "neutral", "", ""),
        ("b.wav", "angry", "", ""),
    ]


@pytest.mark.parametrize(
    "text, said",
    [
        ("path;corpus;speaker;emotion\n", "must have the columns path, corpus, speaker, emotion, but lacks path"),
        ("path,corpus,speaker,emotion\na.wav,mine,7,sleepy\n", "a.wav: unknown emotion label 'sleepy'"),
        ("path,corpus,speaker,emotion\na.wav,mine,,sad\n", "a.wav: speaker must not be empty"),
        ("path,corpus,speaker,emotion\n", "must list clips, but lists none"),
        ("path,corpus,speaker,emotion\na.wav,mine,7,sad\na.wav,mine,8,sad\n", "once, but a.wav is listed more than once"),
    ],
)
def test_defects_of_a_manifest_are_named(tmp_path, text, said):
    with pytest.raises(CorpusError, match=said):
        manifest(tmp_path, text)


def test_crema_d_as_published_becomes_manifest_and_split(tmp_path):
    (tmp_path / "AudioWAV").mkdir()
    for speaker in range(1001, 1013):
        (tmp_path / "AudioWAV" / f"{speaker}_DFA_ANG_XX.wav").touch()
    (tmp_path / "AudioWAV" / "notes.txt").touch()
    (tmp_path / "VideoDemographics.csv").write_text("ActorID,Age,Sex,Race,Ethnicity\n1001,51,Male,Caucasian,Not Hispanic\n")
    assert crema.write(tmp_path) == 12
    with (tmp_path / "manifest.csv").open(newline="") as lines:
        first = next(csv.DictReader(lines))
    assert first == {"path": "AudioWAV/1001_DFA_ANG_XX.wav", "corpus": "crema-d", "speaker": "1001", "gender": "male", "emotion": "angry", "text": "dfa"}
    parts = splits.parts(clips.load(tmp_path), json.loads((tmp_path / "split.json").read_text()))
    assert {part: len(found) for part, found in parts.items()} == {"train": 9, "validation": 1, "test": 2}
    with pytest.raises(CorpusError, match="is there already"):
        crema.write(tmp_path)


def test_a_manifest_in_another_encoding_is_named(tmp_path):
    (tmp_path / "manifest.csv").write_bytes("path,corpus,speaker,emotion\nä.wav,mine,7,sad\n".encode("latin-1"))
    with pytest.raises(CorpusError, match="manifest.csv must be UTF-8"):
        clips.load(tmp_path)


def test_duplicates_and_unknown_columns_of_crema_d_are_refused(tmp_path):
    for folder in ("AudioWAV", "copy/AudioWAV"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1001_DFA_ANG_XX.wav").touch()
    with pytest.raises(CorpusError, match="once, but 1001_DFA_ANG_XX occurs more than once"):
        crema.write(tmp_path)
    (tmp_path / "VideoDemographics.csv").write_text("Actor,Gender\n1001,Male\n")
    with pytest.raises(CorpusError, match="the columns ActorID and Sex, but has Actor, Gender"):
        crema.write(tmp_path)


def test_a_folder_without_crema_d_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="1001_DFA_ANG_XX.wav"):
        crema.write(tmp_path)


def three_clips(tmp_path, monkeypatch):
    rows = [f"{name}.wav,mine,{name},sad" for name in "abc"]
    for name in "abc":
        soundfile.write(tmp_path / f"{name}.wav", np.linspace(-0.1, 0.1, 1600), 16000)
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    splits.FILE.write_text(json.dumps({"mine": {"by": "speaker", "test": ["a"], "validation": []}}))
    return manifest(tmp_path, "\n".join(["path,corpus,speaker,emotion", *rows]))


def test_a_clip_that_cannot_be_read_is_named(tmp_path, monkeypatch, caplog):
    listed = three_clips(tmp_path, monkeypatch)
    soundfile.write(tmp_path / "a.wav", np.zeros(1600), 16000)
    cache.samples(tmp_path, listed, tmp_path / "cache")
    assert "1 clips contain only silence, and keep their labels: a.wav" in caplog.text
    (tmp_path / "b.wav").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    with pytest.raises(CorpusError, match="b.wav cannot be read as audio: it is a pointer of git-lfs"):
        cache.samples(tmp_path, listed, tmp_path / "other")
    (tmp_path / "b.wav").write_text("words")
    with pytest.raises(CorpusError, match=r"b.wav cannot be read as audio: \w+"):
        cache.samples(tmp_path, listed, tmp_path / "other")
    (tmp_path / "b.wav").unlink()
    with pytest.raises(CorpusError, match="but 1 do not, such as b.wav"):
        cache.samples(tmp_path, listed, tmp_path / "other")


def test_all_clips_that_cannot_be_used_are_named_at_once_and_nothing_is_left(tmp_path, monkeypatch):
    listed = three_clips(tmp_path, monkeypatch)
    (tmp_path / "a.wav").write_text("words")
    soundfile.write(tmp_path / "b.wav", np.array([0.1, np.nan, 0.2]), 16000, subtype="FLOAT")
    with pytest.raises(CorpusError, match=r"2 of 3 clips cannot be used: .*a.wav cannot be read as audio.*; .*b.wav cannot be read as audio: .* not finite"):
        cache.samples(tmp_path, listed, tmp_path / "cache")
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["clips.sha256"]


def test_a_recording_in_two_parts_is_reported(tmp_path, monkeypatch, caplog):
    listed = three_clips(tmp_path, monkeypatch)
    soundfile.write(tmp_path / "b.wav", np.linspace(-0.2, 0.1, 1600), 16000)
    cache.samples(tmp_path, listed, tmp_path / "cache")
    assert "1 recordings are in two parts, which makes figures too optimistic: a.wav and c.wav" in caplog.text


@pytest.mark.parametrize("shape, kind", [((), np.int16), ((80,), np.float16), ((3, 5), np.float32)])
def test_arrays_written_one_by_one_are_read_back(tmp_path, shape, kind):
    rng = np.random.default_rng(0)
    arrays = [(100 * rng.normal(size=(length, *shape))).astype(kind) for length in (3, 1, 12345)]
    cache.Ragged.write(iter(arrays), tmp_path / "some")
    found = cache.Ragged.open(tmp_path / "some")
    assert len(found) == 3 and found.values.dtype == kind and found.values.shape == (12349, *shape)
    for index, array in enumerate(arrays):
        np.testing.assert_array_equal(found[index], array)


def test_a_write_that_fails_keeps_the_previous_file(tmp_path):
    file = tmp_path / "figures.json"
    atomic.write_text(file, "1")
    with pytest.raises(OSError, match="no space"), atomic.writing(file) as target:
        target.write(b"2")
        raise OSError("no space left on device")
    assert file.read_text() == "1" and list(tmp_path.iterdir()) == [file]


def test_a_cache_without_its_samples_still_belongs_to_its_clips(tmp_path, monkeypatch):
    listed = three_clips(tmp_path, monkeypatch)
    cache.spectra(cache.samples(tmp_path, listed, tmp_path / "cache"), listed, 0, tmp_path / "cache")
    (tmp_path / "cache" / "samples-values.npy").unlink()
    with pytest.raises(CorpusError, match="is of other clips, another split, or made by other code"):
        cache.samples(tmp_path, listed[:2], tmp_path / "cache")
    assert len(cache.samples(tmp_path, listed, tmp_path / "cache")) == 3


def test_a_cache_belongs_to_its_clips_and_to_their_parts(tmp_path, monkeypatch):
    listed = three_clips(tmp_path, monkeypatch)
    assert len(cache.samples(tmp_path, listed, tmp_path / "cache")) == 3
    assert len(cache.samples(tmp_path, listed, tmp_path / "cache")) == 3
    with pytest.raises(CorpusError, match="is of other clips, another split, or made by other code"):
        cache.samples(tmp_path, listed[:2], tmp_path / "cache")
    splits.FILE.write_text(json.dumps({"mine": {"by": "speaker", "test": [], "validation": ["a"]}}))
    with pytest.raises(CorpusError, match="is of other clips, another split, or made by other code"):
        cache.samples(tmp_path, listed, tmp_path / "cache")
    splits.FILE.write_text(json.dumps({"mine": {"by": "speaker", "test": ["a"], "validation": []}}))
    assert len(cache.samples(tmp_path, listed, tmp_path / "cache")) == 3
    with monkeypatch.context() as changed:
        changed.setitem(frontend.FRONT_END, "trim_db", 200.0)
        with pytest.raises(CorpusError, match="is of other clips, another split, or made by other code"):
            cache.samples(tmp_path, listed, tmp_path / "cache")
    source = Path(augment.__file__).read_text(encoding="utf-8")
    monkeypatch.setattr(augment, "__file__", str(tmp_path / "augment.py"))
    (tmp_path / "augment.py").write_text(source.replace('"""', '"""In other words: ', 1) + "# and more of them\n", encoding="utf-8")
    assert len(cache.samples(tmp_path, listed, tmp_path / "cache")) == 3
    (tmp_path / "augment.py").write_text(source + "RATE = 8000\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="or made by other code"):
        cache.samples(tmp_path, listed, tmp_path / "cache")
    (tmp_path / "augment.py").write_text(source, encoding="utf-8")
    soundfile.write(tmp_path / "a.wav", np.linspace(-0.1, 0.1, 1700), 16000)
    with pytest.raises(CorpusError, match="is of other clips, another split, or made by other code"):
        cache.samples(tmp_path, listed, tmp_path / "cache")


def test_copies_are_computed_in_separate_processes_with_the_same_split(tmp_path, monkeypatch, encoder_weights):
    listed = three_clips(tmp_path, monkeypatch)
    encoder_model = export.encoder_of(encoder_weights)
    cache.prepare(tmp_path, listed, encoder_model, tmp_path / "cache", range(2), processes=2)
    made = sorted(file.name for file in (tmp_path / "cache").glob("encoded-*-values.npy"))
    assert made == ["encoded-0-values.npy", "encoded-1-values.npy"]
    spectra, steps = cache.copy_features(tmp_path, listed, encoder_model, 1, tmp_path / "cache")
    assert len(spectra) == len(steps) == 3
    (tmp_path / "cache" / "clips.sha256").write_text("another")
    with pytest.raises(CorpusError, match="is of other clips"):
        cache.prepare(tmp_path, listed, encoder_model, tmp_path / "cache", range(2), processes=1)


def test_a_killed_process_is_reported_in_one_line(tmp_path, monkeypatch):
    class Killed(ThreadPoolExecutor):
        def __init__(self, *_):
            super().__init__(1)

        def submit(self, *_):
            raise BrokenProcessPool("terminated abruptly")

    monkeypatch.setattr(cache, "ProcessPoolExecutor", Killed)
    with pytest.raises(CorpusError, match="killed, perhaps for lack of memory"):
        cache.prepare(tmp_path, three_clips(tmp_path, monkeypatch), None, tmp_path / "cache", range(1), processes=1)
