"""What a page does to its process, its folder and its machine: the others do not notice, and the author is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, has_ended, line_of, lines, messages, run_pages, write

from page_engine.read.page import read_page
from page_engine.run import runner
from page_engine.run.runner import run_page

MEGABYTE = 1024 * 1024

FILLS = {
    "one large array": "import numpy as np\nx = np.ones((2_000, 1_000_000))",
    "many arrays": "x = []\nwhile True:\n    x.append(bytearray(50_000_000))",
    "small objects": "x = []\nwhile True:\n    x.append(' ' * 1_000 + str(len(x)))",
}


@pytest.mark.parametrize("name", FILLS)
def test_a_page_that_fills_the_memory_is_a_problem_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(runner, "LARGEST_MEMORY", 400 * MEGABYTE)
    text = block("print(1)", "1") + block(FILLS[name])
    problems = check(tmp_path, text).problems
    last = line_of(text, FILLS[name].splitlines()[-1])
    assert lines(problems)[0] in (last - 1, last), messages(problems)
    assert "MemoryError" in messages(problems)


def test_a_page_has_less_memory_than_the_machine_could_promise(tmp_path: Path) -> None:
    text = block("import resource\nprint(resource.getrlimit(resource.RLIMIT_AS)[0])", str(4 * 1024**3))
    assert not check(tmp_path, text).problems


def test_a_page_that_fills_the_memory_does_not_harm_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "LARGEST_MEMORY", 400 * MEGABYTE)
    texts = [block(FILLS["many arrays"]), block("print(1)")]
    pages = [read_page(write(tmp_path, text, f"{index}.md")) for index, text in enumerate(texts)]
    full, other = run_pages(pages)
    assert full[0].failure is not None
    assert other[0].printed == "1\n"


DAEMON = """\
import os, time
if not os.fork():
    os.setsid()
    if not os.fork():
        os.close(0), os.close(1), os.close(2)
        open({place!r}, "w").write(str(os.getpid()))
        time.sleep(600)
    os._exit(0)
while not os.path.exists({place!r}) or not open({place!r}).read():
    time.sleep(0.01)
"""
STRANGER = """\
import os, subprocess, sys
code = "import os, time; os.setsid(); os.chdir('/'); open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
if not os.fork():
    os.setsid()
    subprocess.Popen([sys.executable, "-c", "import sys\\n" + code, {place!r}], env={{}}, close_fds=True)
    os._exit(0)
while not os.path.exists({place!r}) or not open({place!r}).read():
    pass
"""


@pytest.mark.skipif(not Path("/proc/thread-self/children").exists(), reason="only Linux tells what a page has left")
@pytest.mark.parametrize("code", [DAEMON, STRANGER], ids=["a daemon", "one without the page's environment"])
def test_a_process_in_a_session_of_its_own_is_ended_with_the_page(tmp_path: Path, code: str) -> None:
    place = tmp_path / "process"
    run_page(read_page(write(tmp_path, block(code.format(place=str(place))))))
    assert has_ended(int(place.read_text()))


def test_a_process_of_somebody_else_lives_on(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as other:
        run_page(read_page(write(tmp_path, block("x = 1"))))
        assert other.poll() is None
        other.kill()


STATE = """\
import locale, os, sys, warnings
import numpy as np
import matplotlib
"""
CHANGES = """\
np.seterr(all="raise")
matplotlib.rcParams["lines.linewidth"] = 77
warnings.simplefilter("ignore")
sys.path.insert(0, "/nowhere")
os.environ["LEFT"] = "1"
os.environ["PATH"] = "/nowhere"
locale.setlocale(locale.LC_ALL, "C")
sys.setrecursionlimit(5_000)
np.set_printoptions(precision=2)
os.umask(0o777)
"""
LOOK = """\
print(np.geterr(), matplotlib.rcParams["lines.linewidth"], len(warnings.filters), "/nowhere" in sys.path)
print("LEFT" in os.environ, os.environ["PATH"] == "/nowhere", sys.getrecursionlimit(), np.array([1 / 3]))
"""


def test_what_a_page_sets_for_its_process_is_not_set_for_the_next(tmp_path: Path) -> None:
    first = write(tmp_path, block(STATE) + block(CHANGES) + block(LOOK), "1.md")
    second = write(tmp_path, block(STATE) + block(LOOK), "2.md")
    mask = os.umask(0)
    os.umask(mask)
    untouched = run_page(read_page(second))[1].printed
    changed = run_page(read_page(first))[2].printed
    assert changed != untouched
    assert "77" in changed
    assert run_page(read_page(second))[1].printed == untouched
    assert os.umask(mask) == mask
    assert "LEFT" not in os.environ


def test_files_of_a_page_lie_in_a_folder_of_its_own_that_goes_with_it(tmp_path: Path) -> None:
    code = "import os\nfrom pathlib import Path\n_ = Path('made.txt').write_text('x')\nprint(os.getcwd())"
    outcome = run_page(read_page(write(tmp_path, block(code))))[0]
    assert not Path(outcome.printed.strip()).exists()
    assert Path(outcome.printed.strip()) not in [Path.cwd(), tmp_path]
    assert not Path("made.txt").exists()


def test_a_flood_of_a_hundred_megabytes_is_a_problem_at_its_line(tmp_path: Path) -> None:
    text = block("print(1)", "1") + block("print('x' * 100_000_000)")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "100_000_000"), "File too large")


def test_a_replaced_stream_that_cannot_be_written_is_a_problem_of_its_block(tmp_path: Path) -> None:
    text = block("import sys\nsys.stdout = None") + block("print(1)", "1")
    assert lines(check(tmp_path, text).problems)


THREAD = """\
import threading

def outlive():
    threading.main_thread().join()
    open({place!r}, "w").close()

threading.Thread(target=outlive).start()
"""


def test_a_thread_does_not_outlive_its_page(tmp_path: Path) -> None:
    text = block(THREAD.format(place=str(tmp_path / "outlived"))) + block("print(threading.active_count())", "2")
    checked = check(tmp_path, text)
    assert not checked.problems, messages(checked.problems)
    assert not (tmp_path / "outlived").exists()
