"""The verdicts on changes of the library are those of the real tests, seen on a sample."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGE = "docs/labs/01-how-does-a-neuron-work.md"
TESTS = "tests/library/test_check_answer.py"
EVERY = 6  # mutant of the smallest module is tried

JUDGE = f"""
import json
from pathlib import Path
from quality.mutation.library import Library
module = Path("neuronlib/labs.py").read_text("utf-8")
results = Library(Path("neuronlib"), [Path("{PAGE}")], [Path("{TESTS}")]).judge(["labs"])
print(json.dumps([[each.mutant.apply(module), each.judgement.killer] for each in results]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("README.md", "LICENSE", "CONTRIBUTING.md", "conftest.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    for name in ("neuronlib", "publishing", "docs", "tests"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {
        "PYTHONPATH": os.pathsep.join(map(str, [folder, PROJECT])),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MATPLOTLIBRC": str(folder / "publishing" / "figures" / "matplotlibrc"),
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False)


@pytest.mark.weekly
def test_verdicts_are_those_of_pytest(project: Path) -> None:
    judged = python(project, "-c", JUDGE)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    sample = sorted(json.loads(judged.stdout.splitlines()[-1]))[::EVERY]
    survivors = [each for each in json.loads(judged.stdout.splitlines()[-1]) if not each[1]]
    for source, killer in [*sample, *survivors[:2]]:
        (project / "neuronlib" / "labs.py").write_text(source, "utf-8")
        run = python(project, "-m", "pytest", "-q", "-x", "neuronlib", PAGE, TESTS)
        assert (run.returncode != 0) == bool(killer), run.stdout
