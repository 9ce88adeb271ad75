"""The formulas of a page for Python-Markdown: an extension that writes MathML where the page has LaTeX."""

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from page_engine.read.mathml import IN_PAGE, FormulaError, latex_of, to_mathml

_BEFORE_ESCAPES = 185  # of backslashes, which have 180, and after code, which has 190


class _FormulaProcessor(InlineProcessor):
    write: Callable[[str, bool], str]

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Write a formula as MathML; one that is broken, which a preview may show, stays."""
        try:
            return self.md.htmlStash.store(self.write(*latex_of(m))), *m.span()
        except FormulaError:
            return None, None, None


class FormulaExtension(Extension):
    """Turns `$…$` and `$$…$$` into what `write` makes of it, and a dollar sign behind a backslash into the sign."""

    def __init__(self, write: Callable[[str, bool], str] = to_mathml) -> None:
        super().__init__()
        self.write = write

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the pattern, and the sign as one that a backslash takes its meaning from."""
        processor = _FormulaProcessor(IN_PAGE, md)
        processor.write = self.write
        md.ESCAPED_CHARS.append("$")
        md.inlinePatterns.register(processor, "formula", _BEFORE_ESCAPES)


makeExtension = FormulaExtension  # noqa: N816  (the name under which Python-Markdown looks for it)
