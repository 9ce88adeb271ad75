"""Changes of the library that nothing can notice, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from quality.mutation.library import Result


@dataclass(frozen=True)
class Equivalent:
    """A change that leaves the behaviour as it is.

    Attributes
    ----------
    module : str
        The file of the module.
    changed_line : str
        The line as it is with the change.
    reason : str
        Why nothing can notice it.
    """

    module: str
    changed_line: str
    reason: str

    def fits(self, result: Result) -> bool:
        """Return whether a result is of this change."""
        return (result.module, result.mutant.changed_line) == (self.module, self.changed_line)


EQUIVALENTS = [
    Equivalent(
        "activations.py",
        "return np.where((z >= 0), z, np.expm1(np.minimum(z, 0.0)))",
        "at 0 both branches are 0",
    ),
    Equivalent(
        "activations.py",
        "return np.where(z > 0, z, np.expm1(np.minimum(z, (1.0))))",
        "it differs only above 0, where the other branch is taken",
    ),
    Equivalent(
        "activations.py",
        "clipped = np.clip(z, -(41), 40) # beyond, the density is 0 in float64, and the square could overflow",
        "the density is 0 in float64 at -40 already",
    ),
    Equivalent(
        "activations.py",
        "clipped = np.clip(z, -40, (41)) # beyond, the density is 0 in float64, and the square could overflow",
        "the density is 0 in float64 at 40 already",
    ),
    Equivalent(
        "datasets.py",
        "angle = (3 * np.pi * t - np.pi * y)",
        "the labels are 0 and 1, and half a turn back is half a turn on",
    ),
]
