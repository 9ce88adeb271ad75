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
def count(html: str) -> CodeCounter:
    counter = CodeCounter()
    counter.feed(html)
    return counter


def counts_of_build(site: BuiltSite) -> dict[str, int]:
    line = re.search(
        r"(?P<run>\d+) blocks? run, (?P<compared>\d+) outputs? compared, (?P<checked>\d+) numbers? checked, "
        r"(?P<drawn>\d+) figures? drawn, (?P<skipped>\d+) blocks? skipped",
        site.messages,
    )
    assert line is not None, site.messages
    return {name: int(number) for name, number in line.groupdict().items()}


def test_the_closing_line_names_the_slowest_page(site: BuiltSite) -> None:
    slowest = re.search(r"skipped; slowest page: (\S+)\.md with (\d+\.\d) s", site.messages)
    assert slowest is not None, site.messages
    assert f"{slowest[1]}/index.html" in site.pages()


def test_every_python_block_on_the_site_is_run_or_skipped(site: BuiltSite) -> None:
    languages = [language for html in site.pages().values() for language in count(html).languages]
    counts = counts_of_build(site)
    assert languages.count("python") == counts["run"] + counts["skipped"] > 0


def test_every_output_and_figure_on_the_site_is_one_of_the_engine(site: BuiltSite) -> None:
    pages = site.pages()
    counters = [count(html) for address, html in pages.items() if not address.startswith("labs/")]  # its own outputs
    counts = counts_of_build(site)
    assert sum(counter.outputs for counter in counters) == counts["compared"] > 0
    assert sum(len(counter.figures) for counter in counters) == counts["drawn"] > 0


def test_no_other_code_is_on_the_site(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        counter = count(html)
        assert set(counter.languages) <= CODE_LANGUAGES, address
        assert counter.code_outside_blocks == 0, address
        assert "pycon" not in counter.languages or address.startswith("reference/"), address


def test_every_example_of_the_reference_is_one_that_the_tests_run(site: BuiltSite) -> None:
    names = {info.name for info in pkgutil.iter_modules(neuronlib.__path__)} - WITHOUT_PAGE
    modules = [importlib.import_module(f"neuronlib.{name}") for name in names]
    finder = doctest.DocTestFinder()
    in_docstrings = sum(len(test.examples) for module in modules for test in finder.find(module))
    shown = "".join(html for address, html in site.pages().items() if address.startswith("reference/"))
    assert shown.count('<span class="gp">&gt;&gt;&gt; </span>') == in_docstrings > 0


def test_every_figure_has_an_alternative_and_a_size(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        for figure in count(html).figures:
            assert len(figure["alt"] or "") > 40, (address, figure)
            assert figure["width"] is not None
            assert figure["height"] is not None
            assert (site.folder / address).parent.joinpath(figure["src"] or "").is_file()
