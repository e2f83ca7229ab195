"""The state of a training in a file, from which one that was broken off goes on to the same weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jax
import numpy as np

from ser_training import whole
from ser_training.corpus import CorpusError


@dataclass(frozen=True)
class Checkpoint:
    """Of one stretch of training; it belongs to what ``belongs_to`` tells, and to nothing else."""

    file: Path
    belongs_to: str

    def keep(self, steps: int, state) -> None:
        """After so many steps; what was kept before is replaced at once or not at all."""
        with whole.written(self.file) as target:
            np.savez(target, belongs_to=self.belongs_to, steps=steps, **_named(jax.tree.leaves(state)))

    def restored(self, state) -> tuple[int, object]:
        """Steps already made and the state after them: none and the given one where nothing was kept."""
        if not self.file.is_file():
            return 0, state
        leaves, form = jax.tree.flatten(state)
        with np.load(self.file) as kept:
            values = [kept[name] for name in _named(leaves) if name in kept]
            if str(kept["belongs_to"]) != self.belongs_to or [v.shape for v in values] != [leaf.shape for leaf in leaves]:
                raise CorpusError(
                    f"{self.file.parent} holds a run of another plan, of other clips or by other code that was broken off:"
                    " choose another name, or delete it"
                )
            return int(kept["steps"]), jax.tree.unflatten(form, map(jax.numpy.asarray, values))


def _named(leaves: list) -> dict[str, object]:
    return {f"state_{number}": leaf for number, leaf in enumerate(leaves)}
