"""The same bytes again: a second build, in a copy of the checkout elsewhere and without kept results, is the same."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from quality.checkout import CHECKOUT, files, run
from quality.portable import build_variables
from quality.portable_files import compare_files
from quality.verdict import Verdict


def check_reproducibility(site: Path) -> Verdict:
    """Build the site anew in another folder, and compare every file."""
    with tempfile.TemporaryDirectory(prefix="another folder ") as name:
        copy = copy_checkout(Path(name) / "checkout")
        command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", f"{name}/site")
        build = run(*command, folder=copy, environment={**build_variables(site), "PYTHONPATH": str(copy)})
        if build.returncode:
            return Verdict("no second build", tuple((build.stdout + build.stderr).splitlines()))
        first, second = contents(site), contents(Path(name) / "site")
    faults = tuple(compare_files(first, second))
    return Verdict(f"two builds in two folders: {len(first)} files, {len(faults)} of them different", faults)


def contents(site: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a site by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


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
