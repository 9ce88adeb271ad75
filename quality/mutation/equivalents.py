"""Changes of the library that nothing can notice, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from quality.mutation.library import Result


@dataclass(frozen=True)
class Equivalent:
    """A change that leaves the behaviour as it is.

    Attributes
    ----------
    module, change : str
        Where it is and what it is, as a report writes it.
    reason : str
        Why nothing can notice it.
    """

    module: str
    change: str
    reason: str

    def fits(self, result: Result) -> bool:
        """Return whether a result is of this change."""
        return result.module == self.module and str(result.mutant) == self.change


EQUIVALENTS: list[Equivalent] = []
