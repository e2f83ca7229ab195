"""CREMA-D as published (``AudioWAV/1001_DFA_ANG_XX.wav``, ``VideoDemographics.csv``) as a manifest and a split by speaker."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

from ser_training.corpus import MANIFEST, CorpusError

CORPUS = "crema-d"
NAME = re.compile(r"(?P<speaker>1\d{3})_(?P<text>[A-Z]{3})_(?P<emotion>ANG|DIS|FEA|HAP|NEU|SAD)_[A-Z]{1,2}\.(wav|flac)", re.IGNORECASE)
EMOTIONS = {"ang": "angry", "dis": "disgust", "fea": "fear", "hap": "happy", "neu": "neutral", "sad": "sad"}
DEMOGRAPHICS = "VideoDemographics.csv"
TEST, VALIDATION = 18, 9
"""The number of test and validation speakers: about a fifth and a tenth of the 91 actors."""


def write(root: Path) -> int:
    """Writes ``manifest.csv`` and ``split.json`` into the folder of the corpus, which must have neither yet, and returns the number of clips."""
    for name in (MANIFEST, "split.json"):
        if (root / name).exists():
            raise CorpusError(f"{root / name} is there already")
    genders = _genders(root)
    rows = []
    for file in sorted(path for path in root.rglob("*") if path.is_file()):
        if name := NAME.fullmatch(file.name):
            speaker, emotion = name["speaker"], EMOTIONS[name["emotion"].lower()]
            gender = genders.get(speaker, "")
            rows.append([file.relative_to(root).as_posix(), CORPUS, speaker, gender, emotion, name["text"].lower()])
    names = Counter(Path(row[0]).stem.upper() for row in rows)
    if twice := [name for name, count in names.items() if count > 1]:
        raise CorpusError(f"each recording must lie below {root} once, but {', '.join(twice[:5])} occurs more than once")
    if not rows:
        raise CorpusError(f"there must be files such as 1001_DFA_ANG_XX.wav below {root}, but there are none")
    with (root / MANIFEST).open("w", newline="", encoding="utf-8") as lines:
        csv.writer(lines, lineterminator="\n").writerows([["path", "corpus", "speaker", "gender", "emotion", "text"], *rows])
    split = {CORPUS: split_of({row[2] for row in rows})}
    (root / "split.json").write_text(json.dumps(split, indent=1) + "\n", encoding="utf-8")
    return len(rows)


def split_of(speakers: set[str]) -> dict:
    """Splits the speakers, with the same shares if some are missing; they are ordered by a hash of their names alone."""
    order = sorted(speakers, key=lambda speaker: hashlib.sha256(speaker.encode()).hexdigest())
    test = max(1, round(len(order) * TEST / 91))
    validation = max(1, round(len(order) * VALIDATION / 91))
    return {"by": "speaker", "test": sorted(order[:test]), "validation": sorted(order[test : test + validation])}


def _genders(root: Path) -> dict[str, str]:
    if not (root / DEMOGRAPHICS).is_file():
        return {}
    with (root / DEMOGRAPHICS).open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    if rows and not {"ActorID", "Sex"} <= rows[0].keys():
        raise CorpusError(f"{root / DEMOGRAPHICS} must have the columns ActorID and Sex, but has {', '.join(rows[0])}")
    return {row["ActorID"]: row["Sex"].lower() for row in rows}
