"""Importing a package with one of its modules changed: nothing on the disk is touched."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType


class ChangedModule(importlib.abc.MetaPathFinder):
    """Finds one module in a text of its own instead of in its file, once it is in ``sys.meta_path``."""

    def __init__(self, path: Path, source: str) -> None:
        self.name = ".".join([path.parent.name, path.stem]).removesuffix(".__init__")
        self.path, self.source = path, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the changed module for its name, and leave all others to Python."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=_Loader(self))

    def install(self) -> None:
        """Let the next import of the module give the changed one."""
        sys.meta_path.insert(0, self)


class _Loader(SourceFileLoader):
    """Loads a changed module under the name and the place of the real one."""

    def __init__(self, changed: ChangedModule) -> None:
        super().__init__(changed.name, str(changed.path))
        self.changed = changed

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the changed text, which must not come from Python's cache."""
        return compile(self.changed.source, self.changed.path, "exec", dont_inherit=True)
