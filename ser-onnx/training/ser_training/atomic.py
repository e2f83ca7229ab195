"""Atomic writes: a file is complete or not there at all, even if the process is killed or the disk is full."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def writing(file: Path) -> Iterator[BinaryIO]:
    """A temporary file that replaces ``file`` at the end of the block; if the block fails, the previous file stays."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        with partial.open("wb") as target:
            yield target
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_text(file: Path, text: str) -> None:
    """Writes the text in UTF-8."""
    with writing(file) as target:
        target.write(text.encode("utf-8"))
