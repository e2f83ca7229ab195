"""The state of a training in a file, from which an interrupted training resumes to the same weights."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jax
import numpy as np

from ser_training import atomic
from ser_training.corpus import CorpusError


@dataclass(frozen=True)
class Checkpoint:
    """The checkpoint of one phase of training; ``belongs_to`` identifies plan, clips and copies, and must match."""

    file: Path
    belongs_to: str

    def keep(self, steps: int, state) -> None:
        """Stores the state after a number of steps, atomically replacing the previous one."""
        with atomic.writing(self.file) as target:
            np.savez(target, belongs_to=self.belongs_to, steps=steps, **_named(jax.tree.leaves(state)))

    def restored(self, state) -> tuple[int, object]:
        """The steps already done and the state after them; 0 and the given state without a checkpoint."""
        if not self.file.is_file():
            return 0, state
        self.require_own()
        leaves, form = jax.tree.flatten(state)
        with np.load(self.file) as kept:
            values = [kept[name] for name in _named(leaves) if name in kept]
            if len(kept.files) != len(leaves) + 2 or [v.shape for v in values] != [leaf.shape for leaf in leaves]:
                raise self._foreign()
            return int(kept["steps"]), jax.tree.unflatten(form, map(jax.numpy.asarray, values))

    def require_own(self) -> None:
        """Refuses a checkpoint of another plan, other clips or other copies."""
        if self.file.is_file():
            with np.load(self.file) as kept:
                if str(kept["belongs_to"]) != self.belongs_to:
                    raise self._foreign()

    def _foreign(self) -> CorpusError:
        return CorpusError(
            f"{self.file.parent} holds an interrupted run of another plan, of other clips or by other code:"
            " choose another name, or delete it"
        )


def _named(leaves: list) -> dict[str, object]:
    return {f"state_{number}": leaf for number, leaf in enumerate(leaves)}
