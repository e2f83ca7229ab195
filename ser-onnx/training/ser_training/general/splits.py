"""Who trains, who validates and who is never heard before the test: fixed in ``split.json`` beside this file, or in one of the user's own.

For each corpus it says what parts it, ``"by"`` ``"speaker"`` or ``"text"``, and names those of the ``"test"`` and of the
``"validation"``; all others train. TESS has two speakers only, so it is split by word; that its test says nothing about new voices
is known and said.
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
    """Sets the split that holds in this process from now on."""
    global FILE
    FILE = file


def rules() -> dict:
    """The split in use, by corpus."""
    try:
        return checked(json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError, CorpusError) as e:
        raise CorpusError(f"the split {FILE}: {e}") from e


def checked(split: dict) -> dict:
    """The same split, if it is well formed."""
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
            raise CorpusError(f"test and validation of {corpus} must hold names in quotes, but are {names}")
        if both := set(rule["test"]) & set(rule["validation"]):
            raise CorpusError(f"{', '.join(sorted(both))} of {corpus} must not stand in test and in validation")
    return split


def part_of(clip: SpokenClip, split: dict) -> str:
    """The part that a clip's speaker, or in a corpus split by text its text, is bound to."""
    for part in ("test", "validation"):
        if _bound_by(clip, split) in split[clip.corpus][part]:
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
    """The paths of each part's clips, one a line, in a file of its own."""
    for part, indices in parts(clips).items():
        names = "".join(f"{clips[index].path}\n" for index in indices)
        file_of(part).write_text(names, encoding="utf-8")


def required(clips: list[SpokenClip], part: str) -> list[int]:
    """The positions of the clips of a part that must not be empty."""
    if not (found := parts(clips)[part]):
        raise CorpusError(f"the split must leave clips for {part}, but leaves none")
    return found


def require_complete(clips: list[SpokenClip]) -> None:
    """Refuses what would be found out after hours of training only: that nobody is left to validate or to be tested."""
    for part in PARTS:
        required(clips, part)
    for part, reason in (("validation", "the temperature is fitted on it"), ("test", "what is said of unheard voices is said of it")):
        if not any(by_speaker([clips[index] for index in required(clips, part)])):
            raise CorpusError(f"at least one corpus must be split by speaker and have a voice in the part {part}: {reason}")


def fingerprint(clips: list[SpokenClip]) -> str:
    """Of which clips, called what, in which parts: caches and runs know clips by their positions, and hold to this."""
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
    """No speaker, or text where texts are what is split, may stand in two parts under any spelling; and every name must exist."""
    home: dict[tuple[str, str], tuple[str, str]] = {}
    names = set()
    for part, indices in found.items():
        for clip in (clips[index] for index in indices):
            by, name = split[clip.corpus]["by"], _bound_by(clip, split)
            if not name.strip():
                raise CorpusError(f"{clip.path}: {by} must not be empty, since {clip.corpus} is split by it")
            known, where = home.setdefault((clip.corpus, _plain(name)), (name, part))
            if where != part:
                raise CorpusError(f"each {by} of {clip.corpus} must have one part and one name, but {known!r} is in {where}, {name!r} in {part}")
            names.add((clip.corpus, name))
    for corpus in {clip.corpus for clip in clips}:
        for name in split[corpus]["test"] + split[corpus]["validation"]:
            if (corpus, name) not in names:
                raise CorpusError(f"the split names {name}, which {corpus} does not hold")


def _bound_by(clip: SpokenClip, split: dict) -> str:
    return clip.text if split[clip.corpus]["by"] == "text" else clip.speaker


def _plain(name: str) -> str:
    """The same for names that differ in case, in spaces, or in how Unicode writes an accent."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
