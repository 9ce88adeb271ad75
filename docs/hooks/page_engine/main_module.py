"""The module in which the blocks of a page run, one after the other."""

from __future__ import annotations

import sys
import types
from typing import Any


def fresh_main_module() -> dict[str, Any]:
    """Return the namespace of a new ``__main__``, as a script would have it."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    return module.__dict__
