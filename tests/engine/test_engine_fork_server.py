"""Pages share a process that has imported what takes long, and notice nothing of it, nor of each other."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, has_ended, line_of, run_pages, write

from page_engine.read.page import read_page
from page_engine.run import page_processes

PYPLOT = "import matplotlib.pyplot as plt\n"
PARTS = "print(matplotlib.patches.Rectangle)"  # which no import of matplotlib alone brings


def printed(folder: Path, code: str) -> str:
    """Return what a page prints or raises."""
    (outcome,) = check(folder, block(code)).outcomes
    return outcome.printed or outcome.errors or (outcome.failure.text if outcome.failure else "")


def loaded_of(*names: str) -> str:
    return f"print([name in sys.modules for name in {names!r}])"


def test_what_only_other_pages_import_is_not_there(tmp_path: Path) -> None:
    assert printed(tmp_path, PYPLOT + "import sys\n" + loaded_of("numpy", "matplotlib.pyplot")) == "[True, True]\n"
    assert printed(tmp_path, "import numpy as np, sys\n" + loaded_of("matplotlib")) == "[False]\n"
    assert printed(tmp_path, "import sys\n" + loaded_of("numpy", "matplotlib")) == "[False, False]\n"


@pytest.mark.parametrize(
    "code",
    [
        f"import matplotlib\n{PARTS}\n{PYPLOT}",
        f"def draw():\n    {PYPLOT}\nimport matplotlib\n{PARTS}",
        f"from matplotlib import rcParams\nimport matplotlib\n{PARTS}\n{PYPLOT}",
    ],
)
def test_a_part_that_a_reader_would_miss_is_missed(tmp_path: Path, code: str) -> None:
    assert "has no attribute 'patches'" in printed(tmp_path, code)


@pytest.mark.parametrize("begin", ["", PYPLOT])
def test_random_numbers_without_a_seed_are_others_on_every_page(tmp_path: Path, begin: str) -> None:
    code = (
        f"{begin}import random, numpy as np\nprint(random.random(), np.random.rand(), np.random.default_rng().random())"
    )
    first, second = (printed(tmp_path, code).split() for _ in range(2))
    assert len(first) == 3
    assert not set(first) & set(second)


def test_the_environment_is_that_of_the_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os, sys\nprint(os.environ.get('SHOWN'), '/shown' in sys.path)"
    assert printed(tmp_path, code) == "None False\n"
    monkeypatch.setenv("SHOWN", "1")
    monkeypatch.setenv("PYTHONPATH", "/shown")
    assert printed(tmp_path, code) == "1 True\n"


def test_a_page_that_ends_what_waits_for_it_is_a_problem_and_is_ended(tmp_path: Path) -> None:
    place = tmp_path / "process"
    begin = f"import os, time\n_ = open({str(place)!r}, 'w').write(str(os.getpid()))"
    text = block(begin) + block("os.kill(os.getppid(), 9)\ntime.sleep(600)")
    problems = check(tmp_path, text).problems
    assert_only_problem(problems, line_of(text, "os.kill") - 1, "must not end what waits for the page")
    assert has_ended(int(place.read_text()))


def test_a_server_that_has_ended_is_started_anew(tmp_path: Path) -> None:
    assert printed(tmp_path, "print(1)") == "1\n"
    for server in page_processes._servers.values():
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    assert printed(tmp_path, "print(1)") == "1\n"


def test_many_pages_at_once_keep_their_own(tmp_path: Path) -> None:
    texts = [block(f"import os, time\ntime.sleep(0.05)\nprint({number}, os.getcwd())") for number in range(20)]
    pages = [read_page(write(tmp_path, text, f"{number}.md")) for number, text in enumerate(texts)]
    shown = [outcome.printed.split() for (outcome,) in run_pages(pages)]
    assert [number for number, _ in shown] == [str(number) for number in range(20)]
    assert len({folder for _, folder in shown}) == 20
