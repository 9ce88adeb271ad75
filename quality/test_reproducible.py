"""The same bytes again: a build in a copy of the checkout elsewhere is the same, and one from what that has kept."""

from pathlib import Path

import pytest
from built_site import BuiltSite

from quality.checkout import built, copy_checkout
from quality.portable_files import compare_files, contents
from quality.verdict import Say


@pytest.mark.gate("same bytes again")
def test_reproducible(site: BuiltSite, tmp_path: Path, say: Say) -> None:
    """Build the site anew in another folder, and once more from kept results, and compare every file."""
    first, faults = contents(site.folder), []
    copy = copy_checkout(tmp_path / "another folder" / "checkout")
    for again in ("anew", "from kept results"):
        other = tmp_path / again
        failure = built(other, folder=copy, PYTHONPATH=str(copy))
        if failure:
            say(f"no build {again}", failure)
        faults += [f"{again}: {fault}" for fault in compare_files(first, contents(other))]
    counted = f"{len(first)} files, {len(faults)} of them different"
    say(f"a build in another folder, and one from kept results: {counted}", faults)
