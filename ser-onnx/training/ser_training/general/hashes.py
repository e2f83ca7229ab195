"""Hashes and fingerprints of what a model was trained on, so that ``evaluate`` knows a clip under whatever name.

They are made by the library's own command line, since only one decoder of lossy audio gives the same samples as itself.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from ser_training.corpus import CorpusError

JAR = Path(__file__).resolve().parents[4] / "ser-examples/target/ser.jar"
PARTS = ("train", "validation")


def require_jar(jar: Path = JAR) -> None:
    """Fails where the command line has not been built."""
    if not jar.is_file():
        raise CorpusError(f"{jar} does not exist; make it first: ./mvnw -DskipTests package")


def write(corpora: Path, folder: Path, jar: Path = JAR) -> None:
    """Beside ``train.txt`` and ``validation.txt`` of a folder: ``train.hashes.txt`` and ``validation.hashes.txt``."""
    require_jar(jar)
    lists = [str(folder / f"{part}.txt") for part in PARTS]
    subprocess.run(["java", "-jar", str(jar), "hashes", "--threads", "2", "--root", str(corpora), *lists], check=True)
