import json

import pytest

from ser_training.corpus import CorpusError
from ser_training.general import clips as manifest
from ser_training.general import splits
from ser_training.general.clips import SpokenClip

SPLIT = {
    "acted": {"by": "speaker", "test": ["a1"], "validation": ["a2"]},
    "words": {"by": "text", "test": ["bar"], "validation": ["base"]},
}


def clip(corpus: str, speaker: str, text: str) -> SpokenClip:
    return SpokenClip(f"{corpus}/{speaker}-{text}.wav", corpus, speaker, "female", text, "happy")


CLIPS = [clip("acted", speaker, "s1") for speaker in ("a1", "a2", "a3")] + [
    clip("words", speaker, word) for speaker in ("w1", "w2") for word in ("bar", "base", "bath")
]


def test_the_part_depends_on_speaker_or_text():
    found = splits.parts(CLIPS, SPLIT)
    assert [CLIPS[index].speaker for index in found["test"] if CLIPS[index].corpus == "acted"] == ["a1"]
    assert {CLIPS[index].text for index in found["validation"] if CLIPS[index].corpus == "words"} == {"base"}
    assert sorted(sum(found.values(), [])) == list(range(len(CLIPS)))


def test_a_name_that_no_clip_has_is_refused():
    with pytest.raises(CorpusError, match="a9"):
        splits.parts(CLIPS, SPLIT | {"acted": {"by": "speaker", "test": ["a9"], "validation": []}})


def test_a_speaker_in_two_parts_is_refused():
    with pytest.raises(CorpusError, match="a1"):
        splits.refuse_leaks([CLIPS[0], CLIPS[0]], {"train": [0], "test": [1]}, SPLIT)


@pytest.mark.parametrize("other", ["A1", "a1 ", " a\uff11"])
def test_another_spelling_of_a_test_speaker_is_refused(other):
    with pytest.raises(CorpusError, match=f"each speaker of acted must have one part and one name, but {other!r} is in train, 'a1' in test"):
        splits.parts([*CLIPS, clip("acted", other, "s2")], SPLIT)


def test_a_clip_without_a_text_is_refused_in_a_corpus_split_by_text():
    with pytest.raises(CorpusError, match="words/w1-.wav: text must not be empty, since words is split by it"):
        splits.parts([*CLIPS, clip("words", "w1", "")], SPLIT)


def test_leaving_a_corpus_out_keeps_the_others():
    assert splits.without(CLIPS, list(range(len(CLIPS))), ("acted",)) == list(range(3, len(CLIPS)))


def test_the_committed_split_fits_the_corpora(corpora):
    clips = manifest.load(corpora)
    found = splits.parts(clips)
    rules = json.loads(splits.FILE.read_text())
    for part in splits.PARTS:
        assert {clips[index].corpus for index in found[part]} == set(rules)
    for corpus, rule in rules.items():
        named = {
            part: {getattr(clips[index], rule["by"]) for index in found[part] if clips[index].corpus == corpus} for part in splits.PARTS
        }
        assert named["test"] == set(rule["test"]) and named["validation"] == set(rule["validation"])
        assert not named["train"] & (named["test"] | named["validation"])
    assert all(clip.emotion != "calm" for clip in clips)


@pytest.mark.parametrize(
    "rule, said",
    [
        ({"by": "speakers", "test": [], "validation": []}, "by of acted must be speaker or text"),
        ({"by": "speaker", "test": []}, "must have by, test and validation"),
        ({"by": "speaker", "test": [1], "validation": []}, "names in quotes"),
        ({"by": "speaker", "test": "a1", "validation": []}, "test of acted must be a list of names, but is a1"),
        ({"by": "speaker", "test": [], "validation": None}, "validation of acted must be a list of names, but is None"),
        ({"by": "speaker", "test": ["a1"], "validation": ["a1"]}, "a1 of acted must not be in both test and validation"),
    ],
)
def test_a_malformed_split_is_refused(rule, said):
    with pytest.raises(CorpusError, match=said):
        splits.parts(CLIPS[:3], {"acted": rule})


def test_a_corpus_that_the_split_does_not_know_is_named():
    with pytest.raises(CorpusError, match="who is tested in words; it knows acted"):
        splits.parts(CLIPS, {"acted": SPLIT["acted"]})


def test_use_replaces_the_split(tmp_path, monkeypatch):
    monkeypatch.setattr(splits, "FILE", splits.FILE)
    own = tmp_path / "mine.json"
    own.write_text(json.dumps({"acted": {"by": "speaker", "test": ["a3"], "validation": []}}))
    splits.use(own)
    assert splits.required(CLIPS[:3], "test") == [2]
    assert splits.by_speaker(CLIPS[:3]) == [True] * 3
    with pytest.raises(CorpusError, match="must leave clips for validation"):
        splits.required(CLIPS[:3], "validation")
    own.write_text("{")
    with pytest.raises(CorpusError, match="mine.json"):
        splits.rules()
    own.write_text("[1]")
    with pytest.raises(CorpusError, match="must be an object with a rule for each corpus"):
        splits.rules()


def test_lists_of_the_parts_are_written_and_missing_parts_are_found_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    splits.FILE.write_text(json.dumps(SPLIT))
    splits.require_complete(CLIPS)
    splits.write_lists(CLIPS, lambda part: tmp_path / f"mine.{part}.txt")
    assert (tmp_path / "mine.test.txt").read_text() == "acted/a1-s1.wav\nwords/w1-bar.wav\nwords/w2-bar.wav\n"
    assert len((tmp_path / "mine.train.txt").read_text().splitlines()) == 3
    with pytest.raises(CorpusError, match="at least one corpus must be split by speaker"):
        splits.require_complete(CLIPS[3:])
    splits.FILE.write_text(json.dumps(SPLIT | {"acted": {"by": "speaker", "test": ["a1"], "validation": []}}))
    with pytest.raises(CorpusError, match="must leave clips for validation"):
        splits.require_complete(CLIPS[:3])
