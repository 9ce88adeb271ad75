"""The pages do not depend on one generator: ProperDocs makes the same site, and Zensical the same pages."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from built_site import BuiltSite

from quality.checkout import CHECKOUT, built, run
from quality.portable_files import compare_files, contents, nameless_contents
from quality.portable_pages import PageContent, find_differences, read_content
from quality.verdict import Say, Verdict

_TO_TAKE = re.compile(r"feed\.xml|downloads/[^/]*\.whl|[^/]*/[^/]*\.(py|ipynb)")
_COPIES = re.compile(r"a zip that opens without a server(?: or one PDF to print)?")
_NO_COPIES = "a zip or a PDF, which make makes and a preview does not"


@pytest.mark.gate("built by ProperDocs")
def test_properdocs(site: BuiltSite, project: Path, tmp_path: Path, say: Say) -> None:
    """Build the site once more, with ProperDocs, and compare every file with that of a site that MkDocs has built."""
    other, generator = tmp_path / "site", ("properdocs", "--config-file", "mkdocs.yml")
    failure = built(other, generator=generator, folder=project)
    if failure:
        say("ProperDocs: no site", failure)
    wanted = nameless_contents(site.folder)
    faults = list(compare_files(wanted, nameless_contents(other)))
    say(f"ProperDocs: {len(wanted)} files, {len(wanted) - len(faults)} of them the same", faults)


@pytest.mark.gate("built by Zensical")
def test_zensical(site: BuiltSite, project: Path, tmp_path: Path, say: Say) -> None:
    """Write the pages as plain Markdown, let Zensical build them, and compare them with those that MkDocs has built."""
    for module, *options, folder in (
        ("quality.plain_site", str(project), str(tmp_path), CHECKOUT),
        ("zensical", "build", "--strict", tmp_path),
    ):
        done = run(sys.executable, "-m", module, *options, folder=folder)
        if done.returncode:
            say("Zensical: no site", (done.stdout + done.stderr).splitlines())
    verdict = compare_pages(site.folder, tmp_path / "site", project / "docs")
    say(verdict.figure, verdict.faults)


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
    files, others = (
        {name: content for name, content in contents(each).items() if _TO_TAKE.fullmatch(name)}
        for each in (site, other)
    )
    faults += compare_files(files, others)
    seen = ", ".join(f"{count} {name}" for name, count in {**counts, "files to take": len(files)}.items())
    return Verdict(f"Zensical: {seen}: {f'{len(faults)} differences' if faults else 'the same'}", faults)


def _page_faults(wanted: PageContent, path: Path) -> Iterator[str]:
    if path.is_file():
        yield from find_differences(_without_copies(wanted), read_content(path))
    else:
        yield "the page must be there, but is missing"


def _without_copies(content: PageContent) -> PageContent:
    """Return what a page shows on a site without copies of the whole: hooks make them, and the landing page says so."""
    return replace(content, words=_COPIES.sub(_NO_COPIES, " ".join(content.words)).split())


def _has_source(address: Path, docs: Path) -> bool:
    page = docs / address.parent
    return address.name == "index.html" and (page.with_suffix(".md").is_file() or (page / "index.md").is_file())
