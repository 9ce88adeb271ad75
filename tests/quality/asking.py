"""Asking a gate about something small, without the report."""

import importlib
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from quality.verdict import Verdict

QUALITY = Path(__file__).parents[2] / "quality"


def all_gates() -> dict[str, Callable[..., None]]:
    """Return the functions of all gates by their names."""
    modules = [importlib.import_module(f"quality.{path.stem}") for path in QUALITY.glob("test_*.py")]
    functions = [each for module in modules for each in vars(module).values() if callable(each)]
    marks = [(mark, function) for function in functions for mark in getattr(function, "pytestmark", [])]
    return {mark.args[0]: function for mark, function in marks if mark.name == "gate"}


def ask(gate: str, **given: object) -> Verdict:
    """Return the verdict of a gate on what is given instead of its fixtures."""
    said: list[Verdict] = []

    def say(figure: str, faults: Iterable[str] = ()) -> None:
        said.append(Verdict(figure, list(faults)))
        if said[-1].faults:
            pytest.fail("as the gate would")

    function = all_gates()[gate]
    wanted = inspect.signature(function).parameters
    try:
        function(**{name: value for name, value in {**given, "say": say}.items() if name in wanted})
    except pytest.fail.Exception:
        assert said[-1].faults
    return said[-1]
