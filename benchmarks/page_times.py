"""How long each page takes to run, one after the other, and which of its blocks takes longest.

A chapter should take a few seconds; chapter 12, which trains on real digits, under ten on two cores.
"""

from pathlib import Path

from page_engine.read.page import read_page
from page_engine.run.runner import run_page


def main() -> None:
    """Print seconds of the page, seconds of its slowest step, and where that stands."""
    docs = Path(__file__).parents[1] / "docs"
    rows = []
    for path in sorted(docs.rglob("*.md")):
        page = read_page(path)
        outcomes = run_page(page)
        if outcomes:
            seconds, slowest = max((outcome.seconds, i) for i, outcome in enumerate(outcomes))
            place = f"{path.relative_to(docs).as_posix()}:{page.steps[slowest].line}"
            rows.append((sum(outcome.seconds for outcome in outcomes), seconds, place))
    for total, seconds, place in sorted(rows, reverse=True):
        print(f"{total:6.1f} s, of which {seconds:5.1f} s at {place}")


if __name__ == "__main__":
    main()
