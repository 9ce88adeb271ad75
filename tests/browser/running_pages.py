"""The pages whose blocks run in the browser, as their authors have written them."""

from pathlib import Path

from page_engine.read.page import Block, read_page

DOCS = Path(__file__).parents[2] / "docs"


def blocks_that_run(path: Path) -> list[Block]:
    return [block for block in read_page(path).blocks if "skip" not in block.options]


def address_of(path: Path) -> str:
    address = path.relative_to(DOCS).with_suffix("").as_posix()
    return "" if address == "index" else f"{address}/"


_RUNNING = [path for path in sorted(DOCS.rglob("*.md")) if blocks_that_run(path)]
LABS = [path for path in _RUNNING if read_page(path).is_lab]
PAGES = [path for path in _RUNNING if path not in LABS]
