"""The same bytes again: a build in a copy of the checkout elsewhere is the same, and one from what that has kept."""

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
    """Build the site anew in another folder, and once more from kept results, and compare every file."""
    first, faults = contents(site), []
    with tempfile.TemporaryDirectory(prefix="another folder ") as name:
        copy = copy_checkout(Path(name) / "checkout")
        for again in ("anew", "from kept results"):
            other = Path(name) / again
            command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(other))
            build = run(*command, folder=copy, environment={**build_variables(site), "PYTHONPATH": str(copy)})
            if build.returncode:
                return Verdict(f"no build {again}", tuple((build.stdout + build.stderr).splitlines()))
            faults += [f"{again}: {fault}" for fault in compare_files(first, contents(other))]
    counted = f"{len(first)} files, {len(faults)} of them different"
    return Verdict(f"a build in another folder, and one from kept results: {counted}", tuple(faults))


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
