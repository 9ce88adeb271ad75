"""The feed of the chapters, in Atom (RFC 4287), for those who follow the series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """A chapter as the feed announces it."""

    address: str
    title: str
    summary: str
    published: date


def atom_feed(title: str, author: str, site: str, address: str, entries: Sequence[Entry]) -> str:
    """Return a feed, last entries first."""
    feed = ElementTree.Element("feed", xmlns=_NAMESPACE)
    _add(feed, "title", title)
    _add(feed, "id", address)
    _add(feed, "link", rel="self", href=address, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=site, type="text/html")
    _add(feed, "updated", _time(max(entry.published for entry in entries)))
    _add(_add(feed, "author"), "name", author)
    for entry in reversed(entries):
        _add_entry(feed, entry)
    ElementTree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def _add_entry(feed: ElementTree.Element, entry: Entry) -> None:
    element = _add(feed, "entry")
    _add(element, "title", entry.title)
    _add(element, "id", entry.address)
    _add(element, "link", rel="alternate", href=entry.address, type="text/html")
    _add(element, "published", _time(entry.published))
    _add(element, "updated", _time(entry.published))
    _add(element, "summary", entry.summary)


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
