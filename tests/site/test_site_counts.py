"""What is on the built pages, counted without the engine, is what the engine says it has checked."""

import doctest
import importlib
import pkgutil
import re
from functools import cache
from html.parser import HTMLParser

from built_site import BuiltSite

import neuronlib

CODE_LANGUAGES = {"python", "pycon", "text", "sh", "markdown", "html"}

# What no reader calls: where things stand in the pictures of `plotting`, and how layers and training check and compute.
WITHOUT_PAGE = {"border", "diagram", "error_function", "settings", "slopes", "targets", "validation", "windows"}


class CodeCounter(HTMLParser):
    """Collects the languages of code blocks, the figures and stray code of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.outputs = 0
        self.figures: list[dict[str, str | None]] = []
        self.code_outside_blocks = 0
        self._open: list[bool] = []  # for each open div, whether it is a code block

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = (dict(attributes).get("class") or "").split()
        if tag == "div":
            is_block = "highlight" in classes
            self._open.append(is_block)
            if is_block and "doc-signature" not in classes:  # signatures in the reference are no code to run
                self.languages += [name.removeprefix("language-") for name in classes if name.startswith("language-")]
                self.outputs += "output" in classes
        elif tag == "pre" and not any(self._open):
            self.code_outside_blocks += 1
        elif tag == "img" and "figure" in classes:
            self.figures.append(dict(attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._open.pop()


@cache
def counted(html: str) -> CodeCounter:
    counter = CodeCounter()
    counter.feed(html)
    return counter


def test_every_block_output_and_figure_on_the_site_is_one_of_the_engine(site: BuiltSite) -> None:
    found = re.findall(r"(\d+) (?:block|output|number|figure)s? (run|compared|drawn|skipped)\b", site.messages)
    counts = {name: int(number) for number, name in found}
    counters = {address: counted(html) for address, html in site.pages().items()}
    of_pages = [counter for address, counter in counters.items() if not address.startswith("labs/")]  # its own outputs
    n_python = sum(counter.languages.count("python") for counter in counters.values())
    assert n_python == counts["run"] + counts["skipped"] > 0
    assert sum(counter.outputs for counter in of_pages) == counts["compared"] > 0
    assert sum(len(counter.figures) for counter in of_pages) == counts["drawn"] > 0


def test_no_other_code_is_on_the_site_and_every_figure_has_an_alternative_and_a_size(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        counter = counted(html)
        assert set(counter.languages) <= CODE_LANGUAGES, address
        assert counter.code_outside_blocks == 0, address
        assert "pycon" not in counter.languages or address.startswith("reference/"), address
        for figure in counter.figures:
            assert len(figure["alt"] or "") > 40, (address, figure)
            assert all((figure["width"], figure["height"])), (address, figure)


def test_every_example_of_the_reference_is_one_that_the_tests_run(site: BuiltSite) -> None:
    names = {info.name for info in pkgutil.iter_modules(neuronlib.__path__)} - WITHOUT_PAGE
    modules = [importlib.import_module(f"neuronlib.{name}") for name in names]
    finder = doctest.DocTestFinder()
    in_docstrings = sum(len(test.examples) for module in modules for test in finder.find(module))
    shown = "".join(html for address, html in site.pages().items() if address.startswith("reference/"))
    assert shown.count('<span class="gp">&gt;&gt;&gt; </span>') == in_docstrings > 0
