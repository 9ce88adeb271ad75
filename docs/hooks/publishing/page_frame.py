"""What a page gets besides its text: its downloads below the heading, and at its end what a reader may do next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

_HEAD = re.compile(r'</h1>(?:\s*<p class="lead">.*?</p>)?', re.DOTALL)


def with_downloads(html: str, addresses: Mapping[str, str], is_lab: bool) -> str:
    """Return a page with links to its downloads below its heading.

    Parameters
    ----------
    html : str
        The page's content.
    addresses : dict of str to str
        What each download is called, and where it is.
    is_lab : bool
        A lab is there to be downloaded, so its link is a button.
    """
    look = ' class="md-button md-button--primary"' if is_lab else ""
    links = [f'<a href="{escape(address)}" download{look}>{name}</a>' for name, address in addresses.items()]
    line = f'\n<p class="verified screen-only">{" · ".join(links)}</p>'
    return _HEAD.sub(lambda head: head.group() + line, html, count=1)


def foot(title: str, address: str, source: str, repository: str) -> str:
    """Return links to an issue that is begun and to the page's source.

    Parameters
    ----------
    title, address : str
        The page's title and its absolute address.
    source : str
        The page's file, as a path in the repository.
    repository : str
        The repository's address.
    """
    issue = urlencode(
        {
            "title": f"Mistake in “{title}”",
            "body": f"On the page {address}\n\nWhat is wrong or unclear:\n\nWhat should be there instead:\n",
        }
    )
    return (
        '\n<p class="verified screen-only page-foot">'
        f'<a href="{escape(f"{repository}/issues/new?{issue}")}">Report a mistake on this page</a> · '
        f'<a href="{escape(f"{repository}/edit/main/{source}")}">Edit this page</a></p>'
    )


def reading_mark(chapter: str) -> str:
    """Return the box in which readers mark a chapter as read; the script that remembers it shows it."""
    return (
        f'\n<p class="verified screen-only" data-chapter="{escape(chapter)}" hidden><label><input type="checkbox"> '
        "I have read this chapter</label> (remembered in this browser only)</p>"
    )
