"""The pages do not depend on one generator: ProperDocs makes the same site, and Zensical the same pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from quality.portable_files import compare_files, files_below
from quality.portable_pages import PageContent, find_differences, read_content
from quality.verdict import Verdict

_TO_TAKE = ("feed.xml", "downloads/*.whl", "*/*.py", "*/*.ipynb")
_COPIES = re.compile(r"a zip that opens without a server(?: or one PDF to print)?")
_NO_COPIES = "a zip or a PDF, which make makes and a preview does not"
_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_NO_DAY = (2016, 1, 1, 0, 0, 0)  # on what a wheel holds besides the package, if SOURCE_DATE_EPOCH was not set


class BuildError(Exception):
    """A generator could not build the site; the message is what it said."""


def check_properdocs(site: Path) -> Verdict:
    """Build the site once more, with ProperDocs, and compare every file with that of a site that MkDocs has built."""
    with tempfile.TemporaryDirectory() as name:
        other = Path(name) / "site"
        command = ["properdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(other)]
        try:
            _run(command, Path(), build_variables(site))
        except BuildError as error:
            return Verdict("ProperDocs: no site", tuple(str(error).splitlines()))
        wanted = files_below(site)
        faults = tuple(compare_files(wanted, files_below(other)))
    return Verdict(f"ProperDocs: {len(wanted)} files, {len(wanted) - len(faults)} of them the same", faults)


def check_zensical(site: Path) -> Verdict:
    """Write the pages as plain Markdown, let Zensical build them, and compare them with those that MkDocs has built."""
    with tempfile.TemporaryDirectory() as name:
        folder, variables = Path(name), build_variables(site)
        try:
            _run(["quality.plain_site", name], Path(), variables)
            _run(["zensical", "build", "--strict"], folder, variables)
        except BuildError as error:
            return Verdict("Zensical: no site", tuple(str(error).splitlines()))
        return compare_pages(site, folder / "site", Path("docs"))


def compare_pages(site: Path, other: Path, docs: Path) -> Verdict:
    """Compare what two sites show and hand out; pages without a file in `docs`, which hooks make, are only counted."""
    counts: Counter[str] = Counter()
    faults = []
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site)
        if _has_source(address, docs):
            wanted = read_content(path)
            counts.update({"pages": 1, **wanted.counts()})
            faults += [f"{address}: {fault}" for fault in _page_faults(wanted, other / address)]
        else:
            counts["pages of hooks left out"] += 1
    files = _files_to_take(site)
    faults += compare_files(files, _files_to_take(other))
    seen = ", ".join(f"{count} {name}" for name, count in {**counts, "files to take": len(files)}.items())
    return Verdict(f"Zensical: {seen}: {f'{len(faults)} differences' if faults else 'the same'}", tuple(faults))


def _page_faults(wanted: PageContent, path: Path) -> Iterator[str]:
    if path.is_file():
        yield from find_differences(_without_copies(wanted), read_content(path))
    else:
        yield "the page must be there, but is missing"


def _without_copies(content: PageContent) -> PageContent:
    """Return what a page shows on a site without copies of the whole: hooks make them, and the landing page says so."""
    return replace(content, words=_COPIES.sub(_NO_COPIES, " ".join(content.words)).split())


def _files_to_take(site: Path) -> dict[str, bytes]:
    paths = sorted(path for pattern in _TO_TAKE for path in site.glob(pattern))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def build_variables(site: Path) -> dict[str, str]:
    """Return the variables that a site was built with, as it shows itself."""
    addresses = [element.text or "" for element in ElementTree.parse(site / "sitemap.xml").iter(_LOCATION)]
    variables = {"SITE_URL": min(addresses, key=len)}  # that of the home page
    [wheel] = (site / "downloads").glob("*.whl")
    with ZipFile(wheel) as archive:
        day = next(info.date_time for info in archive.infolist() if info.filename.endswith("/METADATA"))
    return variables if day == _NO_DAY else {**variables, "SOURCE_DATE_EPOCH": str(timegm(day))}


def _has_source(address: Path, docs: Path) -> bool:
    page = docs / address.parent
    return address.name == "index.html" and (page.with_suffix(".md").is_file() or (page / "index.md").is_file())


def _run(command: list[str], folder: Path, variables: Mapping[str, str]) -> None:
    """Run a module of Python to a good end."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    module = [sys.executable, "-m", *command]
    done = subprocess.run(
        module, cwd=folder, env={**environment, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"{' '.join(command)}: must end well, got:\n{done.stdout}{done.stderr}".rstrip())
