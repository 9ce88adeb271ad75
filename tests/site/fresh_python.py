"""A Python as a reader's: the library from the wheel of the built site, and nothing of this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from built_site import BuiltSite

PROBE = "import neuronlib; print(neuronlib.__file__, neuronlib.load_digits()[0].shape)"


@dataclass(frozen=True)
class FreshPython:
    """A folder to work in, and the environment in which Python finds the wheel's library first."""

    folder: Path
    environment: dict[str, str]

    def run(self, command: list[str], **variables: str) -> str:
        """Return what a command prints, which must not fail or complain."""
        process = subprocess.run(
            command, cwd=self.folder, env=self.environment | variables, capture_output=True, text=True, check=False
        )
        assert process.returncode == 0, process.stderr
        return process.stdout


def new_python(site: BuiltSite, folder: Path) -> FreshPython:
    """Return a Python into which the wheel of a site has been installed."""
    (wheel,) = (site.folder / "downloads").glob("*.whl")
    library = folder / "library"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(library)]
    subprocess.run([*pip, str(wheel)], check=True)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MPL"))}
    python = FreshPython(folder, {**variables, "PYTHONPATH": str(library)})
    assert python.run([sys.executable, "-c", PROBE]) == f"{library / 'neuronlib' / '__init__.py'} (1797, 64)\n"
    return python
