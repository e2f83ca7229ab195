"""Files that are there whole or not at all, wherever a process is ended or a disk is full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written(file: Path) -> Iterator[BinaryIO]:
    """To be filled; takes the file's place when the block is left, and leaves what was there where the block fails."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        with partial.open("wb") as target:
            yield target
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_text(file: Path, text: str) -> None:
    """In UTF-8."""
    with written(file) as target:
        target.write(text.encode("utf-8"))
