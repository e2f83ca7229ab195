"""Hashes and fingerprints of a model's training clips, by which ``evaluate`` recognises a clip under any name.

They are computed by the library's own command line, since different decoders of lossy audio give different samples.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from ser_training.corpus import CorpusError

JAR = Path(__file__).resolve().parents[4] / "ser-examples/target/ser.jar"
PARTS = ("train", "validation")


def require_jar(jar: Path = JAR) -> None:
    """Fails if the command line has not been built."""
    if not jar.is_file():
        raise CorpusError(f"{jar} does not exist; build it first: ./mvnw -DskipTests package")


def write(corpora: Path, folder: Path, jar: Path = JAR) -> None:
    """Writes ``train.hashes.txt`` and ``validation.hashes.txt`` beside ``train.txt`` and ``validation.txt`` of a folder."""
    require_jar(jar)
    lists = [str(folder / f"{part}.txt") for part in PARTS]
    subprocess.run(["java", "-jar", str(jar), "hashes", "--threads", "2", "--root", str(corpora), *lists], check=True)
