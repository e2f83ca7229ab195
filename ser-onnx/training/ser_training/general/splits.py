"""The split into training, validation and test: ``split.json`` beside this file, or a file of the user's own.

For each corpus it states whether it is split ``"by"`` ``"speaker"`` or ``"text"``, and lists those of ``"test"`` and ``"validation"``;
all others are for training. TESS has only two speakers, so it is split by word, and its test says nothing about new speakers.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

from ser_training.corpus import CorpusError
from ser_training.general.clips import SpokenClip

PARTS = ("train", "validation", "test")
PUBLISHED = Path(__file__).with_name("split.json")
FILE = PUBLISHED
"""The split in use, see :func:`use`."""


def use(file: Path) -> None:
    """Sets the split for this process."""
    global FILE
    FILE = file


def rules() -> dict:
    """The split in use, by corpus."""
    try:
        return checked(json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError, CorpusError) as e:
        raise CorpusError(f"the split {FILE}: {e}") from e


def checked(split: dict) -> dict:
    """Returns the split if it is well formed."""
    if not isinstance(split, dict):
        raise CorpusError(f"it must be an object with a rule for each corpus, but is {split}")
    for corpus, rule in split.items():
        if not isinstance(rule, dict) or set(rule) != {"by", "test", "validation"}:
            raise CorpusError(f"{corpus} must have by, test and validation, and nothing else, but is {rule}")
        if rule["by"] not in ("speaker", "text"):
            raise CorpusError(f"by of {corpus} must be speaker or text, but is {rule['by']}")
        for part in ("test", "validation"):
            if not isinstance(rule[part], list):
                raise CorpusError(f"{part} of {corpus} must be a list of names, but is {rule[part]}")
        names = rule["test"] + rule["validation"]
        if not all(isinstance(name, str) for name in names):
            raise CorpusError(f"test and validation of {corpus} must be names in quotes, but are {names}")
        if both := set(rule["test"]) & set(rule["validation"]):
            raise CorpusError(f"{', '.join(sorted(both))} of {corpus} must not be in both test and validation")
    return split


def part_of(clip: SpokenClip, split: dict) -> str:
    """The part of a clip, by its speaker, or by its text in a corpus split by text."""
    for part in ("test", "validation"):
        if _split_key(clip, split) in split[clip.corpus][part]:
            return part
    return "train"


def parts(clips: list[SpokenClip], split: dict | None = None) -> dict[str, list[int]]:
    """The positions of each part's clips."""
    split = checked(split) if split else rules()
    if missing := {clip.corpus for clip in clips} - set(split):
        raise CorpusError(f"the split must say who is tested in {', '.join(sorted(missing))}; it knows {', '.join(split)}")
    found: dict[str, list[int]] = {part: [] for part in PARTS}
    for index, clip in enumerate(clips):
        found[part_of(clip, split)].append(index)
    refuse_leaks(clips, found, split)
    return found


def write_lists(clips: list[SpokenClip], file_of: Callable[[str], Path]) -> None:
    """Writes the paths of each part's clips, one per line, to a file per part."""
    for part, indices in parts(clips).items():
        names = "".join(f"{clips[index].path}\n" for index in indices)
        file_of(part).write_text(names, encoding="utf-8")


def required(clips: list[SpokenClip], part: str) -> list[int]:
    """The positions of the clips of a part that must not be empty."""
    if not (found := parts(clips)[part]):
        raise CorpusError(f"the split must leave clips for {part}, but leaves none")
    return found


def require_complete(clips: list[SpokenClip]) -> None:
    """Refuses a split without validation or test speakers, which would otherwise fail only after hours of training."""
    for part in PARTS:
        required(clips, part)
    for part, reason in (("validation", "the temperature is fitted on it"), ("test", "the figures for new speakers are measured on it")):
        if not any(by_speaker([clips[index] for index in required(clips, part)])):
            raise CorpusError(f"at least one corpus must be split by speaker and have a speaker in the part {part}: {reason}")


def fingerprint(clips: list[SpokenClip]) -> str:
    """A hash of all clips, their attributes and parts: caches and runs address clips by position, and compare it."""
    part_of_clip = {index: part for part, indices in parts(clips).items() for index in indices}
    rows = (
        (clip.path, clip.corpus, clip.speaker, clip.text, clip.emotion, part_of_clip[index]) for index, clip in enumerate(clips)
    )
    return hashlib.sha256("".join("\t".join(row) + "\n" for row in rows).encode()).hexdigest()


def by_speaker(clips: list[SpokenClip]) -> list[bool]:
    """Whether each clip belongs to a corpus that is split by speaker."""
    split = rules()
    return [split[clip.corpus]["by"] == "speaker" for clip in clips]


def without(clips: list[SpokenClip], indices: list[int], corpora: tuple[str, ...]) -> list[int]:
    """The positions whose clips belong to none of these corpora."""
    return [index for index in indices if clips[index].corpus not in corpora]


def refuse_leaks(clips: list[SpokenClip], found: dict[str, list[int]], split: dict) -> None:
    """Refuses a speaker, or a text in a corpus split by text, in two parts or in two spellings, and a name in the split without clips."""
    home: dict[tuple[str, str], tuple[str, str]] = {}
    names = set()
    for part, indices in found.items():
        for clip in (clips[index] for index in indices):
            by, name = split[clip.corpus]["by"], _split_key(clip, split)
            if not name.strip():
                raise CorpusError(f"{clip.path}: {by} must not be empty, since {clip.corpus} is split by it")
            known, where = home.setdefault((clip.corpus, _normalised(name)), (name, part))
            if where != part:
                raise CorpusError(f"each {by} of {clip.corpus} must have one part and one name, but {known!r} is in {where}, {name!r} in {part}")
            names.add((clip.corpus, name))
    for corpus in {clip.corpus for clip in clips}:
        for name in split[corpus]["test"] + split[corpus]["validation"]:
            if (corpus, name) not in names:
                raise CorpusError(f"the split names {name}, which {corpus} does not have")


def _split_key(clip: SpokenClip, split: dict) -> str:
    return clip.text if split[clip.corpus]["by"] == "text" else clip.speaker


def _normalised(name: str) -> str:
    """Maps names that differ only in case, spaces or Unicode form to the same text."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
