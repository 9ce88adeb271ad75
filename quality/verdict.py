"""What a gate says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Say = Callable[[str, Iterable[str]], None]  # is told the figure and the faults, and ends a gate that has any


@dataclass(frozen=True)
class Verdict:
    """What was looked at and how much of it held, in one line, and a line for each fault, with its place."""

    figure: str
    faults: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    def line(self, gate: str) -> str:
        """Return the verdict of a gate in one line."""
        return f"{'holds' if self.holds else 'FAILS'}  {gate:<20} {self.figure}"
