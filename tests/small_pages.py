"""Small pages, with a mark ⟦words⟧ in each line where a problem must be told, and words of it."""

import re

MARK = re.compile(r"⟦(.*?)⟧")
LAB = """\
---
title: "Lab"
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

"""


def block(code: str, output: str | None = None, options: str = "") -> str:
    """Return a Python block, and below it its output block if it has one."""
    shown = f"\n```output\n{output}\n```\n" if output is not None else ""
    return f"```python{options}\n{code}\n```\n{shown}\n"


def without_marks(text: str) -> str:
    """Return a page as its author would write it."""
    return MARK.sub("", text)


def marked(text: str) -> list[tuple[int, str]]:
    """Return the line and the words of each mark."""
    return [(text.count("\n", 0, mark.start()) + 1, mark[1]) for mark in MARK.finditer(text)]
