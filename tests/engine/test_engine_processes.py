"""Running: a page can end, hang or flood its process in any way; that is a problem, and harms nobody else."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from engine_pages import PYPLOT, check, check_marked, messages, write
from small_pages import block

from page_engine.read.page import read_page
from page_engine.run import page_processes, runner
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.settings import settings_for

MEGABYTE = 1024 * 1024


def run_texts(folder: Path, texts: Sequence[str]) -> list[list[Outcome]]:
    """Run pages side by side and return what they did, in their order."""
    pages = [read_page(write(folder, text, f"{number}.md")) for number, text in enumerate(texts)]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(run_page, pages))


def printed(folder: Path, code: str) -> str:
    (outcome,) = check(folder, block(code)).outcomes
    return outcome.printed or outcome.errors or (outcome.failure.text if outcome.failure else "")


def has_ended(process: int) -> bool:
    """Return whether a process is no longer there; one that has been killed may take a moment to go."""
    command, state = ["ps", "-o", "stat=", "-p", str(process)], "R"
    deadline = time.monotonic() + 30
    while state and not state.startswith("Z") and time.monotonic() < deadline:  # a zombie has ended
        time.sleep(0.02)
        state = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return not state or state.startswith("Z")


# Code that ends its process, with what is told of it; ⟦…⟧ at its beginning where only the block is known.
DEATHS = [
    "x = 1\n⟦exit code 0⟧import os; os._exit(0)",
    "import os\ndef end():\n⟦exit code 3⟧    os._exit(3)\n\nend()",
    "import faulthandler\nx = 1\n⟦SIGSEGV⟧faulthandler._sigsegv()",
    "import faulthandler, threading\ndef crash():\n⟦SIGSEGV⟧    faulthandler._sigsegv()\n\n"
    "thread = threading.Thread(target=crash)\nthread.start()\nthread.join()",
    "import ctypes\n⟦SIGSEGV⟧ctypes.string_at(0)",
    "import os\n⟦SIGABRT⟧os.abort()",
    "import os, sys\nprint('Timeout (3 s)', file=sys.stderr)\n⟦exit code 3⟧os._exit(3)",
    "import os\nif not os.fork():\n    os._exit(0)\n\n_ = os.wait()\n⟦SIGABRT⟧os.abort()",
    "import sys, traceback\nsys.stderr = sys.stdout\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    "    traceback.print_exc(limit=0)\nimport os\n⟦SIGABRT⟧os.abort()",
    "import sys, os\nsys.stderr.write('\\udc80')\n⟦SIGABRT⟧os.abort()",
]
DEATHS_OF_BLOCKS = {
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)": "SIGKILL",
    "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)": "SIGTERM",
    "import os\nos.close(1)": "Bad file descriptor",
    "import sys\nsys.stdout.close()": "closed file",
    "import os\nos.execv('/bin/sh', ['sh', '-c', 'exit 5'])": "exit code 5",
}
DEATHS_OF_NUMBERS = {
    "__import__('os')._exit(3)": "exit code 3",
    "__import__('os')._exit(0)": "exit code 0",
    "__import__('os').abort()": "SIGABRT",
    "__import__('os').kill(__import__('os').getpid(), 9)": "SIGKILL",
}
DYING = [
    *map(block, DEATHS),
    *(f"⟦{words}⟧{block(code)}" for code, words in DEATHS_OF_BLOCKS.items()),
    *(f"⟦{words}⟧1<!--= {code} -->\n\n" for code, words in DEATHS_OF_NUMBERS.items()),
]


@pytest.mark.parametrize("dying", DYING)
def test_a_dead_interpreter_is_a_problem_at_its_line_and_the_rest_its_consequence(tmp_path: Path, dying: str) -> None:
    before = "1<!--= 1 -->\n\n" + block("print(1)").replace("```python", "⟦output block⟧```python")
    checked = check_marked(tmp_path, before + dying + block("never", "never") + "2<!--= 1 -->\n")
    assert [problem.is_consequence for problem in checked.problems[-2:]] == [True, True]


# Code that does not end, and the lines of it where it may be found
HANGS = {
    "x = 1\nwhile True:\n    x += 1": (2, 3),
    "import time\ntime.sleep(100)": (2,),
    "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')": (2,),
    "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass": (3, 4),
    "from threading import Thread\nimport time\nThread(target=lambda: time.sleep(9), daemon=True).start()\n"
    "while True:\n    x = 1": (4, 5),
}
NUMBERS = {"3<!--= sum(iter(int, 1)) -->\n\n": (0,)}


def test_a_block_or_number_that_hangs_is_a_problem_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a page with any name; they wait side by side."""
    monkeypatch.setenv("PAGE_TIME_LIMIT", "0.9")

    def hang(code: str) -> list[int]:
        folder = tmp_path / str(hash(code))
        page = block("print('before')", "before") + (code if code in NUMBERS else block(code)) + block("print()", "")
        found = check(folder, page, 'Übung σ "1" (a+b).md').problems
        assert "0.9 seconds" in found[0].message, messages(found)
        return [problem.line - 9 for problem in found if not problem.is_consequence]

    expected = HANGS | NUMBERS
    with ThreadPoolExecutor(len(expected)) as pool:
        for code, (line,) in zip(expected, pool.map(hang, expected), strict=True):
            assert line in expected[code], code


@pytest.mark.parametrize("text", ["0", "-1", "nan", "", "soon", "1 s"])
def test_a_time_limit_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", text)
    with pytest.raises(ValueError, match="PAGE_TIME_LIMIT"):
        settings_for(tmp_path / "page.md")


@pytest.mark.parametrize(
    "code",
    [
        "line = 'x' * 1_000_000\nwhile True:\n⟦File too large⟧    print(line)",
        "⟦File too large⟧print('x' * 100_000_000)",
    ],
)
def test_a_flood_is_a_problem_at_its_line(tmp_path: Path, code: str) -> None:
    check_marked(tmp_path, block(code))


LIMITED = pytest.mark.skipif(sys.platform == "darwin", reason="macOS holds no process to a limit of its memory")


@LIMITED
@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nx = np.ones((2_000, 1_000_000))",
        "x = []\nwhile True:\n    x.append(bytearray(50_000_000))",
        "x = []\nwhile True:\n    x.append(' ' * 1_000 + str(len(x)))",
    ],
)
def test_a_page_that_fills_the_memory_is_a_problem_at_its_line_and_harms_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(runner, "LARGEST_MEMORY", 400 * MEGABYTE)
    (full,), (other,) = run_texts(tmp_path, [block(code), block("print(1)")])
    assert full.failure is not None
    assert full.failure.text.startswith(("MemoryError", "numpy._core._exceptions._ArrayMemoryError"))
    n_lines = code.count("\n") + 1
    assert full.failure.place[1] in (n_lines, n_lines - 1)
    assert other.printed == "1\n"


@LIMITED
def test_a_page_has_less_memory_than_the_machine_could_promise(tmp_path: Path) -> None:
    code = "import resource\nprint(resource.getrlimit(resource.RLIMIT_AS)[0])"
    assert printed(tmp_path, code) == f"{4 * 1024**3}\n"


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


THREAD = """\
import threading

def outlive():
    threading.main_thread().join()
    open({place!r}, "w").close()

threading.Thread(target=outlive).start()
"""
LEFT_BEHIND = [
    "import threading, time\nthreading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
    "import subprocess\nchild = subprocess.Popen(['sleep', '99'])",
    "import atexit, time\n_ = atexit.register(time.sleep, 99)",
    "import os\nfrom pathlib import Path\n_ = Path('left.txt').write_text('x')\nfolder = os.getcwd()",
    "import os\nos.mkdir('left')\nos.chdir('left')",
    "import os\nos.mkdir('left')\nos.chdir('left')\nos.rmdir('../left')",
]


def test_what_a_page_leaves_behind_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    thread = THREAD.format(place=str(tmp_path / "outlived"))
    last = block("print(child.poll(), child.pid, folder, threading.active_count() > 3)", "None ... True")
    checked = check_marked(tmp_path, "".join(map(block, [thread, *LEFT_BEHIND])) + last)
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
    _, process, folder, _ = checked.outcomes[-1].printed.split()
    assert has_ended(int(process))
    assert not Path(folder).exists()
    assert Path(folder) not in (Path.cwd(), tmp_path)


@pytest.mark.parametrize("begin", ["", PYPLOT])
def test_random_numbers_without_a_seed_are_others_on_every_page(tmp_path: Path, begin: str) -> None:
    code = f"{begin}import random, numpy as np\n"
    code += "print(random.random(), np.random.rand(), np.random.default_rng().random())"
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
    told = "⟦must not end what waits for the page⟧"
    check_marked(tmp_path, block(begin) + told + block("os.kill(os.getppid(), 9)\ntime.sleep(600)"))
    assert has_ended(int(place.read_text()))


def test_a_server_that_has_ended_is_started_anew(tmp_path: Path) -> None:
    assert printed(tmp_path, "print(1)") == "1\n"
    for server in page_processes._servers.values():
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    assert printed(tmp_path, "print(1)") == "1\n"


def test_many_pages_at_once_keep_their_own_and_none_is_harmed_by_one_that_dies(tmp_path: Path) -> None:
    code = "import os, time\ntime.sleep(0.05)\nprint({}, os.getcwd(), 'shared' in os.environ, 'name' in vars())"
    code += "\nname = os.environ['shared'] = '1'"
    texts = [block(code.format(number)) for number in range(20)]
    *outcomes, (dead,), none = run_texts(tmp_path, [*texts, block("import os\nos.abort()"), "no blocks\n"])
    shown = [outcome.printed.split() for (outcome,) in outcomes]
    assert [(number, *rest) for number, _, *rest in shown] == [(str(number), "False", "False") for number in range(20)]
    assert len({folder for _, folder, *_ in shown}) == 20
    assert dead.death is not None
    assert none == []
