"""All gates, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from quality.accessibility import check_accessibility
from quality.code import check_style, check_types
from quality.dependencies import check_dependencies
from quality.keyboard import check_keyboard
from quality.links import check_links
from quality.markup import check_completeness, check_validity
from quality.portable import check_properdocs, check_zensical
from quality.preferences import check_preferences
from quality.privacy import check_privacy
from quality.reproducible import check_reproducibility
from quality.spelling import check_spelling
from quality.suite import check_oldest, check_tests
from quality.verdict import Verdict
from quality.workflows import check_workflows


@dataclass(frozen=True)
class Gate:
    """What must hold, and how it is found out.

    Attributes
    ----------
    name : str
        What it asks, in a few words.
    check : callable
        Returns the verdict.
    begins : {"at once", "with the site", "alone"}
        What it waits for: nothing, the site that it looks at, or the others, since it spreads its work over all cores.
    """

    name: str
    check: Callable[[], Verdict]
    begins: Literal["at once", "with the site", "alone"] = "with the site"


def gates_for(site: Path) -> list[Gate]:
    """Return the gates that a built site and its checkout must pass, as they are shown.

    Of those that look at the site the ones that take longest come first, so that no core waits in the end.
    """
    return [
        Gate("accessible", partial(check_accessibility, site)),
        Gate("same bytes again", partial(check_reproducibility, site)),
        Gate("by keyboard", partial(check_keyboard, site)),
        Gate("built by ProperDocs", partial(check_properdocs, site)),
        Gate("built by Zensical", partial(check_zensical, site)),
        Gate("private and safe", partial(check_privacy, site)),
        Gate("as readers prefer", partial(check_preferences, site)),
        Gate("valid HTML", partial(check_validity, site)),
        Gate("nothing missing", partial(check_completeness, site)),
        Gate("connected", partial(check_links, site)),
        Gate("spelling", check_spelling, "at once"),
        Gate("workflows", check_workflows, "at once"),
        Gate("dependencies", check_dependencies, "at once"),
        Gate("style of the code", check_style, "at once"),
        Gate("types of the code", check_types, "at once"),
        Gate("tests", partial(check_tests, site), "alone"),
        Gate("tests, oldest", check_oldest, "at once"),
    ]
