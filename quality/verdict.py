"""What a gate says: its figure, and the faults that it found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What a gate says.

    Attributes
    ----------
    figure : str
        What was looked at and how much of it held, in one line: ``"43 pages: no error"``.
    faults : tuple of str
        One line for each fault, with the place where it is. The gate holds when there is none.
    """

    figure: str
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults
