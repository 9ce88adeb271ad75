"""The module in which the blocks of a page run, one after the other, as if each were typed below the one before."""

import __future__

import ast
import linecache
import sys
import types

_FLAGS = __future__.annotations.compiler_flag  # the others hold anyway


def fresh_main_module() -> dict[str, object]:
    """Return the namespace of a new ``__main__``, as a script would have it."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    return module.__dict__


class Compiler:
    """Compiles blocks; what one imports from ``__future__`` holds for those behind it."""

    def __init__(self) -> None:
        self._flags = 0

    def compile(self, source: str, name: str, mode: str, tree: ast.Module | None = None) -> types.CodeType:
        """Return the code of a block or of what was made of it, which tracebacks and `inspect` find by its name."""
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        code: types.CodeType = compile(tree or source, name, mode, flags=self._flags, dont_inherit=True)
        if mode == "exec":
            self._flags |= code.co_flags & _FLAGS
        return code


def drawn() -> tuple[list[str], list[object]]:
    """Return the files of the figures shown since the last call, and the figures that have not been shown."""
    backend = sys.modules.get("page_engine.run.figure_backend")
    return backend.take_drawn() if backend else ([], [])
