"""Built sites, file by file: what they hold, what they were built with, and what differs."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_NO_DAY = (2016, 1, 1, 0, 0, 0)  # on what a wheel holds besides the package, if SOURCE_DATE_EPOCH was not set
_GENERATOR = re.compile(rb'(<meta name="generator" content=")[^"]*')


def contents(site: Path) -> dict[str, bytes]:
    """Return the content of every file by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def nameless_contents(site: Path) -> dict[str, bytes]:
    """Return the content of every file by its address, without the generator's name."""
    return {address: _nameless(address, content) for address, content in contents(site).items()}


def build_variables(site: Path) -> dict[str, str]:
    """Return the variables that a site was built with, as it shows itself."""
    addresses = [element.text or "" for element in ElementTree.parse(site / "sitemap.xml").iter(_LOCATION)]
    variables = {"SITE_URL": min(addresses, key=len)}  # that of the home page
    [wheel] = (site / "downloads").glob("*.whl")
    with ZipFile(wheel) as archive:
        day = next(info.date_time for info in archive.infolist() if info.filename.endswith("/METADATA"))
    return variables if day == _NO_DAY else {**variables, "SOURCE_DATE_EPOCH": str(timegm(day))}


def compare_files(wanted: dict[str, bytes], found: dict[str, bytes]) -> Iterator[str]:
    """Return a line for each file that is missing, too much, or another."""
    for address in sorted(wanted.keys() | found.keys()):
        if address not in found:
            yield f"{address}: must be there, but is missing"
        elif address not in wanted:
            yield f"{address}: must not be there"
        elif wanted[address] != found[address]:
            yield f"{address}: must be the same, but differs from byte {_first(wanted[address], found[address])} on"


def _nameless(address: str, content: bytes) -> bytes:
    """Return a file without the generator's name; of a zip, the names and contents of its members."""
    if address.endswith(".html"):
        return _GENERATOR.sub(rb"\1", content)
    if address.endswith(".zip"):
        with ZipFile(BytesIO(content)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
        return b"\n".join(
            repr((info.filename, info.date_time, info.external_attr)).encode() + _nameless(info.filename, data)
            for info, data in members
        )
    return content


def _first(one: bytes, other: bytes) -> int:
    """Return the place of the first difference."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
