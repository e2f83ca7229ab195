"""Who trains, who validates and who is never heard before the test: fixed in ``split.json`` beside this file.

TESS has two speakers only, so it is split by word; that its test says nothing about new voices is known and said.
"""

from __future__ import annotations

import json
from pathlib import Path

from ser_training.corpus import CorpusError
from ser_training.general.clips import SpokenClip

PARTS = ("train", "validation", "test")
FILE = Path(__file__).with_name("split.json")


def part_of(clip: SpokenClip, split: dict) -> str:
    """The part that a clip's speaker, or in a corpus split by text its text, is bound to."""
    rule = split[clip.corpus]
    key = clip.text if rule["by"] == "text" else clip.speaker
    for part in ("test", "validation"):
        if key in rule[part]:
            return part
    return "train"


def parts(clips: list[SpokenClip], split: dict | None = None) -> dict[str, list[int]]:
    """The positions of each part's clips."""
    split = split or json.loads(FILE.read_text(encoding="utf-8"))
    found: dict[str, list[int]] = {part: [] for part in PARTS}
    for index, clip in enumerate(clips):
        found[part_of(clip, split)].append(index)
    refuse_leaks(clips, found, split)
    return found


def without(clips: list[SpokenClip], indices: list[int], corpora: tuple[str, ...]) -> list[int]:
    """The positions whose clips belong to none of these corpora."""
    return [index for index in indices if clips[index].corpus not in corpora]


def refuse_leaks(clips: list[SpokenClip], found: dict[str, list[int]], split: dict) -> None:
    """No speaker, or text where texts are what is split, may stand in two parts; and every name must exist."""
    home: dict[tuple[str, str], str] = {}
    for part, indices in found.items():
        for clip in (clips[index] for index in indices):
            key = (clip.corpus, clip.text if split[clip.corpus]["by"] == "text" else clip.speaker)
            if home.setdefault(key, part) != part:
                raise CorpusError(f"{key[1]} of {key[0]} stands in {home[key]} and in {part}")
    for corpus in {clip.corpus for clip in clips}:
        for name in split[corpus]["test"] + split[corpus]["validation"]:
            if (corpus, name) not in home:
                raise CorpusError(f"the split names {name}, which {corpus} does not hold")
