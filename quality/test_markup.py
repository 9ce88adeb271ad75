"""Valid and complete pages: the Nu HTML checker finds no error, and nothing is missing that readers look for."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from built_site import BuiltSite
from lxml import html

from quality.checkout import CHECKOUT, run
from quality.verdict import Say

CHECKER = CHECKOUT / "quality" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp)", re.IGNORECASE)


@pytest.mark.gate("valid HTML")
def test_valid(site: BuiltSite, say: Say) -> None:
    """Let the Nu HTML checker read every page."""
    command = ("java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json", str(site.folder))
    errors = json.loads(run(*command).stderr)["messages"]
    home = str(site.folder)
    faults = [f"{unquote(each['url']).partition(home)[2]}:{each['lastLine']}: {each['message']}" for each in errors]
    say(f"the Nu HTML checker: {len(site.pages())} pages, {len(faults)} errors", faults)


@pytest.mark.gate("nothing missing")
def test_complete(site: BuiltSite, say: Say) -> None:
    """Look whether every page has one main heading and a description, and every image an alternative text."""
    pages = {address: html.fromstring(text.encode()) for address, text in site.pages().items()}
    faults = [f"{address}: {fault}" for address, page in pages.items() for fault in missing_parts(page)]
    n_texts = sum(len(images(page)) for page in pages.values())
    say(f"{len(pages)} pages with one h1 and a description, {n_texts} alternative texts, {len(faults)} missing", faults)


def images(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the images of a page that are not there for their looks alone."""
    return [image for image in page.iter("img") if image.get("role") != "presentation"]


def missing_parts(page: html.HtmlElement) -> Iterator[str]:
    """Yield what a page must have and has not."""
    n_headings = len(list(page.iter("h1")))
    if n_headings != 1:
        yield f"{n_headings} main headings, and must have one"
    descriptions = page.xpath("//meta[@name='description']/@content")
    if len(descriptions) != 1 or not descriptions[0].strip():
        yield f"the descriptions {descriptions}, and must have one"
    for text in (image.get("alt") for image in images(page)):
        if text is None or not text.strip() or FILE_NAME.fullmatch(text.strip()):
            yield f"an image with the alternative text {text!r}, which must say what it shows"
