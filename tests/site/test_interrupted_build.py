"""A build that is interrupted or finds no room: it says so, loses nothing, and the next build is right."""

import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from small_pages import block
from small_project import BUILD, new_project, run

STOP = """\
import os
from pathlib import Path

def on_config(config):
    Path(config.config_file_path).with_name("process").write_text(str(os.getpid()))

def on_post_page(output, *, page, config):
    file = Path(config.config_file_path).with_name("signal")
    if file.exists() and page.file.src_uri == "second.md":
        os.kill(os.getpid(), int(file.read_text()))
    return output
"""
DRAW = "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()"
PAGE = "# A page\n\n" + block("print(1)", "1") + block(DRAW, options=' alt="A straight line that rises."')
INTERRUPTING = "\n```python\nimport os, time\nos.kill(int(open({place!r}).read()), {signal})\ntime.sleep(1)\n```\n"
ROOM = 20_000  # bytes, less than the largest files of a site have


def plain() -> None:
    """Let this process end at an interruption, which one in the background of a shell does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def little_room() -> None:
    """Let this process write small files only, as a disk that is all but full."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))


def build(project: Path, begin: Callable[[], None] = plain) -> tuple[int, str]:
    return run(project, *BUILD, variables={"SOURCE_DATE_EPOCH": "1700000000"}, begin=begin)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a site with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of two pages that has been built once, with a copy of its site beside it."""
    pages = {"first.md": PAGE, "second.md": PAGE}
    folder = new_project(tmp_path_factory.mktemp("interrupted"), pages, "hooks: [publishing/hooks.py, stop.py]\n")
    (folder / "stop.py").write_text(STOP)
    code, said = build(folder)
    assert code == 0, said
    shutil.copytree(folder / "site", folder / "right")
    return folder


def assert_next_build_is_right(project: Path) -> None:
    code, said = build(project)
    assert code == 0, said
    assert tree(project / "site") == tree(project / "right")


@pytest.mark.parametrize(
    ("running", "writing"),
    [(signal.SIGINT, signal.SIGKILL), pytest.param(signal.SIGKILL, signal.SIGINT, marks=pytest.mark.weekly)],
    ids=["SIGINT, SIGKILL", "SIGKILL, SIGINT"],
)
def test_an_interruption_while_pages_run_changes_nothing_and_one_while_the_site_is_written_is_mended(
    project: Path, running: signal.Signals, writing: signal.Signals
) -> None:
    page, number = project / "docs" / "first.md", project / "signal"
    page.write_text(PAGE + INTERRUPTING.format(place=str(project / "process"), signal=int(running)))
    code, said = build(project)
    assert code != 0
    assert "problem(s)" not in said  # it was interrupted, and is not at fault
    assert tree(project / "site") == tree(project / "right")
    page.write_text(PAGE)
    number.write_text(str(int(writing)))
    assert build(project)[0] != 0
    assert tree(project / "site") != tree(project / "right")
    number.unlink()
    assert_next_build_is_right(project)


def test_a_full_disk_is_told_and_the_next_build_is_right(project: Path) -> None:
    shutil.rmtree(project / ".cache")
    code, said = build(project, little_room)
    assert code != 0
    assert "File too large" in said
    assert_next_build_is_right(project)


@pytest.mark.weekly
def test_a_kept_result_that_something_has_spoilt_is_not_published(project: Path) -> None:
    kept = sorted((project / ".cache" / "pages").rglob("docs-*.json"))
    assert len(kept) == 2
    kept[0].write_text(kept[0].read_text().replace('"printed": "1\\n"', '"printed": "7\\n"'))
    kept[1].write_bytes(kept[1].read_bytes()[:-99])
    assert_next_build_is_right(project)
