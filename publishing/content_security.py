"""The content security policy: what a page of this site may load, which is nothing from anywhere else.

The theme has a few scripts within its pages; the policy names each by its hash, so that no other one runs.
The navigation exchanges pages without a reload and keeps the policy of the first one,
hence every page has the hashes of all pages.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from publishing.templates import template

_PLACE = '<meta charset="utf-8">'
_SCRIPT = re.compile(  # within the page, and no data
    r'<script\b(?![^>]*\s(?:src=|type="application/(?:ld\+)?json"))[^>]*>(.*?)</script>', re.DOTALL
)


def policy_for(pages: Iterable[str]) -> str:
    """Return the policy under which the scripts within these pages run, and no others."""
    scripts = {script for html in pages for script in _SCRIPT.findall(html)}
    hashes = sorted(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(template("policy.txt").render(hashes=hashes).split())


def with_policy(pages: Mapping[Path, str]) -> dict[Path, str]:
    """Return pages with the policy under which the scripts of all of them run."""
    policy = policy_for(pages.values())
    for path, html in pages.items():
        if html.count(_PLACE) != 1:
            raise ValueError(f"{path} must have {_PLACE} once, for the content security policy to stand behind it")
    meta = f'{_PLACE}\n<meta http-equiv="content-security-policy" content="{policy}">'
    return {path: html.replace(_PLACE, meta) for path, html in pages.items()}
