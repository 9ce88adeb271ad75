"""Pages: the strict build runs and compares everything that they show."""

import pytest
from built_site import BuiltSite

from quality.verdict import Say


@pytest.mark.gate("pages")
def test_pages(site: BuiltSite, say: Say) -> None:
    """Tell what the build has run and compared; one that finds a fault makes no site."""
    summary = next(line for line in site.messages.splitlines() if " compared, " in line)
    say(summary.removeprefix("INFO    -  ").split(";")[0], ())
