"""The formulas of a page for Python-Markdown: an extension that writes MathML where the page has LaTeX."""

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from page_engine.read.mathml import IN_PAGE, FormulaError, latex_of, to_mathml

_BEFORE_ESCAPES = 185  # of backslashes, which have 180, and after code, which has 190


class FormulaProcessor(InlineProcessor):
    """Replaces one formula."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Put MathML in the place of a formula; one that is broken, which a preview may show, stays."""
        try:
            return self.md.htmlStash.store(to_mathml(*latex_of(m))), *m.span()
        except FormulaError:
            return None, None, None


class FormulaExtension(Extension):
    """Turns `$…$` and `$$…$$` into MathML, and a dollar sign behind a backslash into a dollar sign."""

    processor: type[InlineProcessor] = FormulaProcessor

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the pattern, and the sign as one that a backslash takes its meaning from."""
        md.ESCAPED_CHARS.append("$")
        md.inlinePatterns.register(self.processor(IN_PAGE, md), "formula", _BEFORE_ESCAPES)


def makeExtension(**options: Any) -> FormulaExtension:  # noqa: N802
    """Return the extension, as Python-Markdown asks for it."""
    return FormulaExtension(**options)
