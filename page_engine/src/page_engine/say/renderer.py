"""Writing a page for the web: plain Markdown, with outputs and figures below the blocks that make them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from page_engine.read.page import Block, Page, parse_page
from page_engine.read.problem import Problem
from page_engine.read.prose import FRONT_MATTER, line_of
from page_engine.read.vocabulary import OPTION, SHOWN_OPTIONS
from page_engine.run.figures import figure_size
from page_engine.run.outcome import Outcome
from page_engine.say.edits import behind, with_edits

_LAB_FOLDS = {"solution": ("success", "Solution"), "check": ("check", "The code of the check")}
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")  # all that is neither letter, digit nor space in ASCII


@dataclass(frozen=True)
class RenderedPage:
    """A page for the web."""

    text: str  # Markdown, front matter included
    figures: dict[str, str]  # names and SVG


def fill_in(page: Page, facts: Mapping[str, str]) -> Page:
    """Return the page with facts where its text, but neither its code nor an output, names them as ``{{ name }}``."""
    edits = [
        (named.start(), named.end(), facts[named[1]])
        for named in re.finditer(r"\{\{ ([^{}\n]+) \}\}", page.text)
        if named[1] in facts and not any(block.start <= named.start() < block.end for block in page.blocks)
    ]
    text = with_edits(page.text, edits)
    return replace(parse_page(text, Path(page.name), page.settings), faults=page.faults) if edits else page


def render_page(page: Page, outcomes: Sequence[Outcome], problems: Sequence[Problem] = ()) -> RenderedPage:
    """Return the page with outputs labelled, figures placed in a folder beside it with its name, and comments gone.

    Problems are shown where they are, for an author's preview.
    """
    outcome_at = dict(zip((step.start for step in page.steps), outcomes, strict=True))
    figures: dict[str, str] = {}
    edits, others = [(number.start, number.end, "") for number in page.numbers], list(problems)
    for block in page.blocks:
        lines = range(block.line, line_of(page.text, block.end) + 1)
        parts = [*_block(page, block, outcome_at.get(block.start, Outcome()), figures)]
        parts += [_notice(problem) for problem in problems if problem.line in lines]
        others = [problem for problem in others if problem.line not in lines]
        edits.append((block.start, block.end, behind(block.prefix, "\n\n".join(parts))))
    if others:  # stand at the top
        front_matter = FRONT_MATTER.match(page.text)
        place = front_matter.end() if front_matter else 0
        edits.append((place, place, "\n\n".join(["", *map(_notice, others), ""])))
    return RenderedPage(with_edits(page.text, edits), figures)


def _block(page: Page, block: Block, outcome: Outcome, figures: dict[str, str]) -> Iterator[str]:
    """Return code, output and figures of a block, without the block's prefix."""
    marker, options = block.marker, block.options
    labels = [option.group() for option in OPTION.finditer(block.info) if option["name"] in SHOWN_OPTIONS]
    code = f"{marker}python{''.join(labels)}\n{block.source}{marker}"
    if page.is_lab:
        tag = options.get("tag")
        if outcome.printed and tag != "check":  # whose verdict is on the solution, not on the reader's code
            code += f"\n\n{_output(marker, outcome.printed.rstrip() + chr(10))}"
        yield _folded(*_LAB_FOLDS[tag], code) if tag in _LAB_FOLDS else code
        return
    yield _folded("code", options["fold"], code) if "fold" in options else code
    if block.output:
        yield _output(block.output.marker, block.output.source, is_error="raises" in options)
    for svg in outcome.figures:
        name = f"figure-{len(figures) + 1}.svg"
        figures[name] = svg
        width, height = figure_size(svg)
        image = f"![{_escape(options.get('alt', ''))}]({quote(f'{Path(page.name).stem}/{name}')})"
        yield f'{image}{{ .figure width="{width}" height="{height}" loading="lazy" }}'
    if "skip" in options:
        yield f"Not run: {_escape(options['skip'])}\n{{ .not-run }}"


def _folded(kind: str, title: str, text: str) -> str:
    return f'??? {kind} "{_escape(title)}"\n\n{behind("    ", text)}'


def _output(marker: str, text: str, is_error: bool = False) -> str:
    kind, title = (".output .error", "Error") if is_error else (".output", "Output")
    return f'{marker}{{ .text {kind} .no-copy title="{title}" }}\n{text}{marker}'


def _escape(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKUP.sub(lambda character: f"&#{ord(character.group())};", text)


def _notice(problem: Problem) -> str:
    """Return an admonition that shows a problem."""
    told = behind("    ", f"~~~~text\n{problem.message}\n~~~~")
    return f'!!! failure "{problem.path}:{problem.line}"\n\n{told}'
