"""The site with what the gates have said of it: in nothing else may it be another than the one that they have seen."""

from pathlib import Path

from quality.checkout import CHECKOUT, RECORDS, built
from quality.portable_files import compare_files, contents
from quality.verdict import Verdict

CHECKED = RECORDS / "site"
SITE = CHECKOUT / "site"
SAYS_WHAT_HELD = ("quality/index.html", "search/documents.json", "downloads/deep-learning-simplified.zip")


def publish(record: Path) -> Verdict:
    """Build the site once more, with the record of the verdicts, and compare it with the one that was checked."""
    failure = built(SITE, GATES=str(record))
    return Verdict("the site could not be built again", failure) if failure else compare(CHECKED, SITE)


def compare(checked: Path, published: Path) -> Verdict:
    """Compare two sites, but for the files that show verdicts."""
    first, second = (
        {name: data for name, data in contents(site).items() if name not in SAYS_WHAT_HELD}
        for site in (checked, published)
    )
    faults = tuple(compare_files(first, second))
    return Verdict(f"{len(first)} files as they were checked, {len(SAYS_WHAT_HELD)} with these figures", faults)
