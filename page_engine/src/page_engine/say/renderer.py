"""Writing a page for the web: plain Markdown, with outputs and figures below the blocks that make them."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from page_engine.read.page import Block, Page, parse_page
from page_engine.read.problem import Problem
from page_engine.read.prose import FRONT_MATTER
from page_engine.read.vocabulary import SHOWN_OPTIONS
from page_engine.run.figures import figure_size
from page_engine.run.outcome import Outcome

_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")  # all that is neither letter, digit nor space in ASCII


@dataclass
class RenderedPage:
    """A page for the web."""

    text: str = ""  # Markdown, front matter included
    figures: dict[str, str] = field(default_factory=dict)  # names and SVG


def fill_in(page: Page, facts: Mapping[str, str]) -> Page:
    """Return the page with facts where its text, but neither its code nor an output, names them as ``{{ name }}``."""
    spans = [(block.start, block.end) for block in page.blocks]
    if not any(f"{{{{ {name} }}}}" in page.text for name in facts):
        return page
    parts, place = [], 0
    for start, end in [*spans, (len(page.text), len(page.text))]:
        prose = page.text[place:start]
        for name, value in facts.items():
            prose = prose.replace(f"{{{{ {name} }}}}", value)
        parts += [prose, page.text[start:end]]
        place = end
    return replace(parse_page("".join(parts), Path(page.name), page.settings), faults=page.faults)


def render_page(
    page: Page, outcomes: Sequence[Outcome], figure_folder: str | None = None, problems: Sequence[Problem] = ()
) -> RenderedPage:
    """Return the page with outputs labelled, figures placed and comments gone.

    Parameters
    ----------
    page : Page
    outcomes : list of Outcome
        One a step.
    figure_folder : str, optional
        Where the figures will be, relative to the page; a folder beside it with its name, if it is not given.
    problems : list of Problem
        Shown where they are, for an author's preview.
    """
    folder = Path(page.name).stem if figure_folder is None else figure_folder
    rendered, place = RenderedPage(), 0
    skipped = [(block, Outcome()) for block in page.blocks if "skip" in block.options]
    edits = [*zip(page.steps, outcomes, strict=True), *skipped]
    for step, outcome in sorted(edits, key=lambda edit: edit[0].start):
        rendered.text += page.text[place : step.start]
        place = step.end
        if isinstance(step, Block):
            parts = [*_block(page, step, outcome, folder, rendered.figures)]
            notices = [_notice(problem) for problem in problems if _is_in(problem, page, step)]
            prefix, lines = step.prefix, "\n\n".join([*parts, *notices]).split("\n")
            rendered.text += "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in lines)
    rendered.text += page.text[place:]
    others = [problem for problem in problems if not any(_is_in(problem, page, block) for block in page.blocks)]
    if others:  # stand at the top
        front_matter = FRONT_MATTER.match(rendered.text)
        place = front_matter.end() if front_matter else 0
        top = "\n\n".join(map(_notice, others))
        rendered.text = f"{rendered.text[:place]}\n\n{top}\n\n{rendered.text[place:]}"
    return rendered


def _block(page: Page, block: Block, outcome: Outcome, folder: str, figures: dict[str, str]) -> Iterator[str]:
    """Return code, output and figures of a block, without the block's prefix."""
    marker, options = block.marker, block.options
    labels = [f" {name}={_quoted(options[name])}" for name in SHOWN_OPTIONS if name in options]
    code = f"{marker}python{''.join(labels)}\n{block.source}{marker}"
    if page.is_lab:
        output = f"\n\n{_output(marker, outcome.printed.rstrip() + chr(10))}" if outcome.printed else ""
        is_folded = options.get("tag") == "solution"
        yield f'??? success "Solution"\n\n{textwrap.indent(code + output, "    ")}' if is_folded else code + output
        return
    yield code
    if block.output:
        yield _output(block.output.marker, block.output.source, is_error="raises" in options)
    for svg in outcome.figures:
        name = f"figure-{len(figures) + 1}.svg"
        figures[name] = svg
        width, height = figure_size(svg)
        image = f"![{_escape(options.get('alt', ''))}]({quote(f'{folder}/{name}')})"
        yield f'{image}{{ .figure width="{width}" height="{height}" loading="lazy" }}'
    if "skip" in options:
        yield f"Not run: {_escape(options['skip'])}\n{{ .not-run }}"


def _output(marker: str, text: str, is_error: bool = False) -> str:
    kind, title = (".output .error", "Error") if is_error else (".output", "Output")
    return f'{marker}{{ .text {kind} .no-copy title="{title}" }}\n{text}{marker}'


def _quoted(value: str) -> str:
    """Return the value in the quotes that it does not contain; it came from a pair of them."""
    return f"'{value}'" if '"' in value else f'"{value}"'


def _escape(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKUP.sub(lambda character: f"&#{ord(character.group())};", text)


def _is_in(problem: Problem, page: Page, block: Block) -> bool:
    return block.line <= problem.line <= page.text.count("\n", 0, block.end) + 1


def _notice(problem: Problem) -> str:
    """Return an admonition that shows a problem."""
    lines = [f'!!! failure "{problem.path}:{problem.line}"', "", "    ~~~~text"]
    return "\n".join([*lines, *(f"    {line}" for line in problem.message.splitlines()), "    ~~~~"])
