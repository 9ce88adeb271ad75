"""What a page gets besides its text: its downloads below the heading, and at its end what a reader may do next."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlencode

_HEAD = re.compile(r'</h1>(?:\s*<p class="lead">.*?</p>)?', re.DOTALL)


def with_downloads(html: str, script: str | None, notebook: str) -> str:
    """Return a page with links to its downloads below its heading.

    Parameters
    ----------
    html : str
        The page's content.
    script : str or None
        The address of the page as a script; a lab has none, and is there to be downloaded as a notebook.
    notebook : str
        The address of the page as a notebook.
    """
    if script:
        links = f"Download as {_download(script, 'Python file')} or {_download(notebook, 'notebook')}"
    else:
        links = _download(notebook, "Download the notebook", ' class="md-button md-button--primary"')
    return _HEAD.sub(lambda head: head.group() + _line(links), html, count=1)


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
    report, edit = f"{repository}/issues/new?{issue}", f"{repository}/edit/main/{source}"
    return _line(
        f'<a href="{escape(report)}">Report a mistake on this page</a> · <a href="{escape(edit)}">Edit this page</a>'
    )


def reading_mark(chapter: str) -> str:
    """Return the box in which readers mark a chapter as read; the script that remembers it shows it."""
    box = '<label><input type="checkbox"> I have read this chapter</label> (remembered in this browser only)'
    return _line(box, f' data-chapter="{escape(chapter)}" hidden')


def _line(content: str, attributes: str = "") -> str:
    """Return a quiet line that is neither printed nor found by the search."""
    return f'\n<p class="verified screen-only" data-search-exclude{attributes}>{content}</p>'


def _download(address: str, text: str, attributes: str = "") -> str:
    return f'<a href="{escape(address)}" download{attributes}>{text}</a>'
