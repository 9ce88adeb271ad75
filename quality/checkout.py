"""The checkout: where it is, what belongs to it, and the commands that are run in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
RECORDS = CHECKOUT / ".cache" / "quality"


def tool(name: str) -> str:
    """Return the path of a program of this environment."""
    return str(Path(sys.executable).with_name(name))


def run(*command: str, folder: Path = CHECKOUT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, and return its exit code and what it printed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=folder, env={**inherited, **variables}, capture_output=True, text=True, check=False
    )


def built(
    site: Path, *, generator: Sequence[str] = ("mkdocs",), folder: Path = CHECKOUT, **variables: str
) -> list[str]:
    """Build the site of a folder strictly, and return what was said if that failed."""
    [module, *options] = generator
    command = (sys.executable, "-m", module, "build", "--strict", *options, "--site-dir", str(site))
    build = run(*command, folder=folder, **variables)
    said = build.stdout + build.stderr or f"it ended with {build.returncode}"
    return said.splitlines() if build.returncode else []


def files() -> list[str]:
    """Return the files under version control, sorted."""
    return sorted(set(run("git", "ls-files", "-z").stdout.split("\0")) - {""})


def copy_checkout(folder: Path) -> Path:
    """Copy what is under version control to a folder, and lend it what was fetched for the browser."""
    for name in files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, target)
    fetched = CHECKOUT / ".cache" / "browser"
    if fetched.exists():
        (folder / ".cache").mkdir()
        (folder / ".cache" / "browser").symlink_to(fetched)
    return folder
