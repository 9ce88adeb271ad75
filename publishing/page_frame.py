"""What a page gets besides its text: its downloads below the heading, and at its end what a reader may do next."""

import re
from collections.abc import Collection
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urlencode

from page_engine.read.prose import FRONT_MATTER
from publishing.site import Site, address_of, parsed_front_matter

FOOTNOTES = "\n///Footnotes Go Here///\n"  # the marker of Python-Markdown: else they would stand below the foot

_HEAD = re.compile(r'^# [^\n]+\n(?:\s*<p class="lead"[^>]*>.*?</p>\n)?', re.DOTALL | re.MULTILINE)


def with_frame(text: str, page: str, site: Site, files: Collection[str]) -> str:
    """Return the Markdown of a page with its frame."""
    path, facts = PurePosixPath(page), parsed_front_matter(text)
    script, notebook = (path.with_suffix(suffix) for suffix in (".py", ".ipynb"))
    if notebook.as_posix() in files:
        text = _below_heading(text, _downloads(script.name if script.as_posix() in files else None, notebook.name))
    mark = _reading_mark(path.stem) if "chapter" in facts else ""
    heading = re.search(r"^# (.+)", text, re.MULTILINE)
    title = facts.get("title") or (heading[1] if heading else path.stem)
    foot = _foot(title, f"{site.url}{address_of(page)}", facts.get("source", f"docs/{page}"), site.repository)
    notes = FOOTNOTES if re.search(r"^\[\^[^\]]+\]:", text, re.MULTILINE) else ""
    return f"{text.rstrip()}\n{notes}{mark}{foot}\n"


def _below_heading(text: str, line: str) -> str:
    begin = FRONT_MATTER.match(text)
    place = begin.end() if begin else 0
    return text[:place] + _HEAD.sub(lambda head: f"{head.group()}{line}\n", text[place:], count=1)


def _downloads(script: str | None, notebook: str) -> str:
    """Return links to the page as a script and as a notebook; a lab is there to be downloaded as a notebook."""
    if script:
        return _line(f"Download as {_download(script, 'Python file')} or {_download(notebook, 'notebook')}")
    return _line(_download(notebook, "Download the notebook", ' class="md-button md-button--primary"'))


def _foot(title: str, address: str, source: str, repository: str) -> str:
    """Return links to an issue that is begun and to the page's source."""
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


def _reading_mark(chapter: str) -> str:
    """Return the box in which readers mark a chapter as read; the script that remembers it shows it."""
    box = '<label><input type="checkbox"> I have read this chapter</label> (remembered in this browser only)'
    return _line(box, f' data-chapter="{escape(chapter)}" hidden')


def _line(content: str, attributes: str = "") -> str:
    """Return a quiet line that is neither printed nor found by the search."""
    return f'\n<p class="verified screen-only" data-search-exclude{attributes}>{content}</p>\n'


def _download(address: str, text: str, attributes: str = "") -> str:
    return f'<a href="../{escape(address)}" download{attributes}>{text}</a>'
