"""Two built sites, file by file: nothing may differ but the name of the generator."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

_GENERATOR = re.compile(rb'(<meta name="generator" content=")[^"]*')


def contents(site: Path) -> dict[str, bytes]:
    """Return the content of every file by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def nameless_contents(site: Path) -> dict[str, bytes]:
    """Return the content of every file by its address, without the generator's name."""
    return {address: _nameless(address, content) for address, content in contents(site).items()}


def compare_files(wanted: dict[str, bytes], found: dict[str, bytes]) -> Iterator[str]:
    """Return a line for each file that is missing, too much, or another."""
    for address in sorted(wanted.keys() | found.keys()):
        if address not in found:
            yield f"{address}: must be there, but is missing"
        elif address not in wanted:
            yield f"{address}: must not be there"
        elif wanted[address] != found[address]:
            yield f"{address}: must be the same, but differs"


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
