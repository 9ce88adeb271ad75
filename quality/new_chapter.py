"""The skeleton of a chapter: page, lab, mistakes, card, navigation, and the link from the chapter before it.

Run as a program, in the project, with the title: ``python -m quality.new_chapter "What a filter sees"``.
"""

import json
import re
import sys
from datetime import date
from pathlib import Path

from page_engine.files import replace_file
from publishing.templates import template

PARTS = ("series", "labs")
NEXT = """Now write in these files, from the first to the last; docs/authors.md says what, under "A new chapter":
  {}
Then: make update, make serve to read it, and for the form of a chapter and its lab:
  .venv/bin/python -m pytest tests/site/test_series.py tests/site/test_notation.py tests/labs"""
MADE = {"chapter.md": "docs/series/{}.md", "lab.md": "docs/labs/{}.md", "mistakes.toml": "tests/labs/mistakes/{}.toml"}


def make_chapter(project: Path, title: str) -> list[str]:
    """Write the skeleton of a chapter behind the last one, and return the files to edit."""
    words = re.findall("[a-z0-9]+", title.lower())
    if not words:
        raise SystemExit(f'NAME must be the title of the chapter, as in NAME="What a filter sees", got {title!r}')
    names = sorted(path.stem for path in project.glob("docs/series/*.md"))
    if same := [name for name in names if name[3:] == "-".join(words)]:
        raise SystemExit(f"NAME must be a new title, but there is docs/series/{same[0]}.md")
    previous = names[-1]
    number = int(previous[:2]) + 1
    name = f"{number:02}-{'-'.join(words)}"
    known = {"title": title, "quoted": json.dumps(title, ensure_ascii=False), "number": str(number), "name": name}
    known |= {"previous": previous, "before": str(number - 1), "today": date.today().isoformat()}
    for kind, place in MADE.items():
        (project / place.format(name)).write_text(template(kind).render(known), "utf-8")
    entry = f"      - {json.dumps(f'{number}. {title}', ensure_ascii=False)}: "
    link = f"[Chapter {number}]({name}.md) goes on.\n\n"
    edits = {
        "docs/index.md": [(r'(?=</div>\n\n<p class="verified" data-chapters)', template("card.md").render(known))],
        "mkdocs.yml": [(rf"(?<=: {part}/{previous}\.md\n)", f"{entry}{part}/{name}.md\n") for part in PARTS],
        f"docs/series/{previous}.md": [("(?<=\n## What comes next\n\n)", link)],
    }
    for address, changes in edits.items():
        text = (project / address).read_text("utf-8")
        for place, added in changes:
            before, after = re.split(place, text, maxsplit=1)
            text = before + added + after
        replace_file(project / address, text.encode())
    return [*(place.format(name) for place in MADE.values()), *edits]


if __name__ == "__main__":
    print(NEXT.format("\n  ".join(make_chapter(Path.cwd(), " ".join(sys.argv[1:])))))
