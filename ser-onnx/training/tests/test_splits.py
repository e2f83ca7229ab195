import hashlib
from collections import Counter

import pytest

from ser_training import splits
from ser_training.corpus import CorpusError
from ser_training.splits import PARTS


def test_parts_are_disjoint_and_cover_everything(clips):
    split = splits.stratified(clips, 1)
    assert sorted(split.train + split.validation + split.test) == clips


def test_every_speaker_and_emotion_has_its_share(clips):
    split = splits.stratified(clips, 1)
    for name, expected in (("train", 16), ("validation", 4), ("test", 5)):
        counts = Counter((clip.speaker, clip.emotion) for clip in split.part(name))
        assert len(counts) == 14
        assert set(counts.values()) == {expected}


def test_the_seed_alone_decides(clips):
    assert splits.stratified(clips, 1) == splits.stratified(clips[::-1], 1)
    assert splits.stratified(clips, 1).test != splits.stratified(clips, 2).test


def test_a_split_survives_decoding_to_wav(clips):
    decoded = [type(clip)(clip.path.replace(".flac", ".wav"), clip.speaker, clip.emotion) for clip in clips]
    of_flac, of_wav = splits.stratified(clips, 3), splits.stratified(decoded, 3)
    assert [clip.key for clip in of_flac.test] == [clip.key for clip in of_wav.test]


def test_hash_is_that_of_the_written_lists(clips, tmp_path):
    split = splits.stratified(clips, 1)
    split.write(tmp_path)
    joined = b"".join((tmp_path / f"{name}.txt").read_bytes() for name in PARTS)
    assert split.sha256() == hashlib.sha256(joined).hexdigest()
    assert splits.read_list(tmp_path / "test.txt") == sorted(clip.path for clip in split.test)


def test_across_speakers_never_mixes_them(clips):
    split = splits.across_speakers(clips, "tess-OAF", "tess-YAF", 1)
    assert {clip.speaker for clip in split.train + split.validation} == {"tess-OAF"}
    assert split.test == tuple(clip for clip in clips if clip.speaker == "tess-YAF")
    assert Counter(clip.emotion for clip in split.validation) == Counter({e: 5 for e in {c.emotion for c in clips}})


def test_an_unknown_speaker_is_named(clips):
    with pytest.raises(CorpusError, match="tess-OAF, tess-YAF"):
        splits.across_speakers(clips, "tess-XAF", "tess-YAF", 1)
