"""The clips of a corpus and their labels.

Two layouts are supported: a folder with a ``manifest.csv`` (columns path, corpus, speaker, emotion, ...), and TESS as
published, whose folders name speaker and emotion (``OAF_angry``, ``YAF_pleasant_surprised``, ``OAF_Fear``).
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ser_training import LABELS

AUDIO_SUFFIXES = (".flac", ".wav")
MANIFEST = "manifest.csv"
REQUIRED = ("path", "corpus", "speaker", "emotion")
"""The columns of a manifest; there may be others."""
SPEAKER_FOLDER = re.compile(r"^(OAF|YAF)_(.+)$", re.IGNORECASE)
SPELLINGS = {
    "ps": "surprise",
    "pleasant_surprise": "surprise",
    "pleasant_surprised": "surprise",
    "surprised": "surprise",
    "fearful": "fear",
    "anger": "angry",
    "disgusted": "disgust",
    "happiness": "happy",
    "joy": "happy",
    "sadness": "sad",
}


class CorpusError(ValueError):
    """A corpus, or what belongs to a training on it, that is absent, empty, malformed or contradictory."""


@dataclass(frozen=True, order=True)
class Clip:
    """One recording: its path relative to the corpus root (with slashes), its speaker and its canonical emotion."""

    path: str
    speaker: str
    emotion: str

    @property
    def key(self) -> str:
        return key_of(self.path)


def key_of(path: str) -> str:
    """The key of a clip, the same for ``OAF_back_angry.flac`` and a ``.wav`` decoded from it, in any folder."""
    return PurePosixPath(path.replace("\\", "/")).stem.lower()


def emotion_of(label: str) -> str:
    """The canonical emotion for the label of a corpus, regardless of case."""
    emotion = SPELLINGS.get(label.lower(), label.lower())
    if emotion not in LABELS:
        raise CorpusError(f"unknown emotion label '{label}'; known are {', '.join(LABELS)} and {', '.join(SPELLINGS)}")
    return emotion


def load(root: Path, name: str = "tess") -> list[Clip]:
    """All clips of a corpus, sorted by path, each recording once."""
    if not root.is_dir():
        raise CorpusError(f"corpus folder {root} does not exist")
    clips = _from_manifest(root, name) if (root / MANIFEST).is_file() else _from_folders(root)
    if not clips:
        raise CorpusError(f"no clip of '{name}' under {root}: neither {MANIFEST} nor folders such as OAF_angry hold one")
    return sorted(clips)


def tess_clip(path: str) -> Clip:
    """Takes speaker and emotion of a TESS clip from its path, and refuses a path whose folder and file name disagree."""
    pure = PurePosixPath(path)
    folder = SPEAKER_FOLDER.match(pure.parent.name)
    if not folder:
        raise CorpusError(f"{path}: its folder must be named SPEAKER_emotion with the speaker OAF or YAF")
    emotion = emotion_of(folder.group(2))
    in_file_name = emotion_of(pure.stem.rsplit("_", 1)[-1])
    if in_file_name != emotion:
        raise CorpusError(f"{path}: the folder says {emotion}, the file name {in_file_name}")
    return Clip(path, "tess-" + folder.group(1).upper(), emotion)


def file_hashes(root: Path, clips: Sequence) -> list[str]:
    """SHA-256 of each clip's file, in hexadecimal; only the ``path`` of a clip is used."""
    return [hashlib.sha256((root / clip.path).read_bytes()).hexdigest() for clip in clips]


def data_hash(clips: Sequence, hashes: list[str]) -> str:
    """One SHA-256 over the sorted lines ``path sha256-of-file``: identifies exactly the data a model was trained on. Exported
    files have it as ``ser4j.training_data_sha256``."""
    lines = sorted(f"{clip.path} {digest}\n" for clip, digest in zip(clips, hashes, strict=True))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def rows(root: Path, wanted: Callable[[str], bool] = lambda corpus: True) -> list[dict[str, str]]:
    """The rows of the wanted corpora in a manifest; refuses those in which a required column is empty."""
    manifest = root / MANIFEST
    if not manifest.is_file():
        raise CorpusError(f"{manifest} does not exist")
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.DictReader(lines)
            if missing := [name for name in REQUIRED if name not in (reader.fieldnames or [])]:
                raise CorpusError(f"{manifest} must have the columns {', '.join(REQUIRED)}, but lacks {', '.join(missing)}")
            found = [row for row in reader if wanted(row["corpus"])]
    except UnicodeDecodeError as e:
        raise CorpusError(f"{manifest} must be UTF-8, but is not: {e}") from e
    except csv.Error as e:
        raise CorpusError(f"{manifest} cannot be read as CSV: {e}") from e
    for row in found:
        if empty := [name for name in REQUIRED if not row[name]]:
            raise CorpusError(f"{row['path'] or 'a clip without a path'}: {', '.join(empty)} must not be empty")
    return found


def _from_manifest(root: Path, name: str) -> list[Clip]:
    clips = [Clip(row["path"], row["speaker"], emotion_of(row["emotion"])) for row in rows(root, lambda corpus: corpus == name)]
    seen: dict[str, Clip] = {}
    for clip in clips:
        if clip.key in seen:
            raise CorpusError(f"two clips share the name '{clip.key}': {seen[clip.key].path} and {clip.path}")
        seen[clip.key] = clip
    return clips


def _from_folders(root: Path) -> list[Clip]:
    files = [p for p in root.rglob("*") if p.suffix.lower() in AUDIO_SUFFIXES and SPEAKER_FOLDER.match(p.parent.name)]
    # The archive on Kaggle contains the corpus twice, the second time one folder deeper: the shallowest copy counts.
    files.sort(key=lambda p: (len(p.parts), p.as_posix()))
    clips: dict[str, Clip] = {}
    for file in files:
        clip = tess_clip(file.relative_to(root).as_posix())
        clips.setdefault(clip.key, clip)
    return list(clips.values())
