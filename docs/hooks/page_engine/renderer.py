"""Writing a page for the web: plain Markdown, with the figures below the blocks that draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from page_engine.figures import figure_size
from page_engine.numbers import Number
from page_engine.outcome import Outcome
from page_engine.page import Block, Page
from page_engine.problem import Problem
from page_engine.prose import FRONT_MATTER
from page_engine.vocabulary import SHOWN_OPTIONS

_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")  # all that is neither letter, digit nor space in ASCII


@dataclass
class RenderedPage:
    """A page for the web.

    Attributes
    ----------
    text : str
        Markdown, front matter included.
    figures : dict of str to str
        The figures' names and their SVG.
    """

    text: str = ""
    figures: dict[str, str] = field(default_factory=dict)


def render_page(
    page: Page, outcomes: Sequence[Outcome], figure_folder: str, problems: Sequence[Problem] = ()
) -> RenderedPage:
    """Return the page with outputs labelled, figures placed and comments gone.

    Parameters
    ----------
    page : Page
    outcomes : list of Outcome
        One a step.
    figure_folder : str
        Where the figures will be, relative to the page.
    problems : list of Problem
        Shown where they are, for an author's preview.
    """
    rendered, place = RenderedPage(), 0
    skipped = [(block, Outcome()) for block in page.blocks if "skip" in block.options]
    edits = [*zip(page.steps, outcomes, strict=True), *skipped]
    for step, outcome in sorted(edits, key=lambda edit: edit[0].start):
        rendered.text += page.text[place : step.start]
        if isinstance(step, Number):
            place = step.end
        else:
            rendered.text += _block(page, step, outcome, figure_folder, rendered.figures, problems)
            place = _end(step)
    rendered.text += page.text[place:]
    covered = [problem for problem in problems if any(_is_in(problem, page, block) for block in page.blocks)]
    rendered.text = with_notices(rendered.text, [problem for problem in problems if problem not in covered])
    return rendered


def _block(
    page: Page, block: Block, outcome: Outcome, folder: str, figures: dict[str, str], problems: Sequence[Problem]
) -> str:
    """Return code, output, figures and notices of a block, each behind the block's prefix."""
    prefix = block.fence.prefix
    parts = [_relabelled(page.text[block.start : block.fence.end], prefix + _code_label(block))]
    if block.output:
        parts.append(_relabelled(page.text[block.output.start : block.output.end], prefix + _output_label(block)))
    for svg in outcome.figures:
        name = f"figure-{len(figures) + 1}.svg"
        figures[name] = svg
        parts.append(prefix + _image(svg, block.options.get("alt", ""), f"{folder}/{name}"))
    if "skip" in block.options:
        parts.append(f"{prefix}Not run: {_escape(block.options['skip'])}\n{prefix}{{ .not-run }}")
    parts += [_notice(problem, prefix) for problem in problems if _is_in(problem, page, block)]
    return f"\n{prefix.rstrip()}\n".join(parts)


def _relabelled(fence: str, opening: str) -> str:
    """Return a fence with another opening line."""
    return opening + fence[fence.index("\n") :] if "\n" in fence else fence


def _code_label(block: Block) -> str:
    shown = [f" {name}={_quoted(block.options[name])}" for name in SHOWN_OPTIONS if name in block.options]
    return f"{block.fence.marker}python{''.join(shown)}"


def _quoted(value: str) -> str:
    """Return the value in the quotes that it does not contain; it came from a pair of them."""
    return f"'{value}'" if '"' in value else f'"{value}"'


def _output_label(block: Block) -> str:
    assert block.output is not None
    kind, title = (".output .error", "Error") if "raises" in block.options else (".output", "Output")
    return f'{block.output.marker}{{ .text {kind} .no-copy title="{title}" }}'


def _image(svg: str, alt: str, address: str) -> str:
    width, height = figure_size(svg)
    return f'![{_escape(alt)}]({address}){{ .figure width="{width}" height="{height}" loading="lazy" }}'


def _escape(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKUP.sub(lambda character: f"&#{ord(character.group())};", text)


def _end(block: Block) -> int:
    return block.output.end if block.output else block.fence.end


def _is_in(problem: Problem, page: Page, block: Block) -> bool:
    return block.line <= problem.line <= page.text.count("\n", 0, _end(block)) + 1


def _notice(problem: Problem, prefix: str = "") -> str:
    """Return an admonition that shows a problem."""
    lines = [f'!!! failure "{problem.path}:{problem.line}"', "", *_as_text(problem.message)]
    return "\n".join(f"{prefix}{line}".rstrip() for line in lines)


def _as_text(message: str) -> Iterator[str]:
    yield "    ~~~~text"
    yield from (f"    {line}" for line in message.splitlines())
    yield "    ~~~~"


def with_notices(text: str, problems: Sequence[Problem]) -> str:
    """Return a page with notices of its problems at the top, below the front matter."""
    if not problems:
        return text
    front_matter = FRONT_MATTER.match(text)
    place = front_matter.end() if front_matter else 0
    notices = "\n\n".join(_notice(problem) for problem in problems)
    return f"{text[:place]}\n\n{notices}\n\n{text[place:]}"
