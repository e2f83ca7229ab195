"""The clips of a manifest with all that a fair split must know about them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ser_training import LABELS
from ser_training.corpus import MANIFEST, CorpusError, emotion_of

NEEDED = ("path", "corpus", "speaker", "emotion")
"""The columns of a manifest; ``text`` is needed where texts part a corpus, and ``gender`` tells its figures apart."""

CALM_IS = "neutral"
"""RAVDESS's and TurEV's calm count as neutral: both are low arousal, neither high nor low valence."""


@dataclass(frozen=True, order=True)
class SpokenClip:
    """One recording: path relative to the corpora, what corpus, who speaks what, and the canonical emotion."""

    path: str
    corpus: str
    speaker: str
    gender: str
    text: str
    emotion: str

    @property
    def label(self) -> int:
        return LABELS.index(self.emotion)


def load(root: Path) -> list[SpokenClip]:
    """Every clip of the manifest, sorted by path."""
    manifest = root / MANIFEST
    if not manifest.is_file():
        raise CorpusError(f"{manifest} does not exist")
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.DictReader(lines)
            if missing := [name for name in NEEDED if name not in (rows.fieldnames or [])]:
                raise CorpusError(f"{manifest} must have the columns {', '.join(NEEDED)}, but lacks {', '.join(missing)}")
            clips = sorted(_clip(row) for row in rows)
    except UnicodeDecodeError as e:
        raise CorpusError(f"{manifest} must be UTF-8, but is not: {e}") from e
    if not clips:
        raise CorpusError(f"{manifest} must list clips, but lists none")
    if twice := [path for path, count in Counter(clip.path for clip in clips).items() if count > 1]:
        raise CorpusError(f"{manifest} must list each clip once, but {', '.join(twice[:5])} stands there more often")
    return clips


def _clip(row: dict[str, str]) -> SpokenClip:
    if empty := [name for name in NEEDED if not row[name]]:
        raise CorpusError(f"{row['path'] or 'a clip without a path'}: {', '.join(empty)} must not be empty")
    try:
        emotion = CALM_IS if row["emotion"].lower() == "calm" else emotion_of(row["emotion"])
    except CorpusError as e:
        raise CorpusError(f"{row['path']}: {e}") from e
    return SpokenClip(row["path"], row["corpus"], row["speaker"], row.get("gender") or "", row.get("text") or "", emotion)
