"""Running: a page's process is to its blocks what a fresh interpreter is to a reader who pastes them."""

from pathlib import Path

import pytest
from engine_pages import check, check_marked
from small_pages import block


def test_files_beside_the_page_and_here_change_nothing_but_packages_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {"json.py": "1 / 0", "matplotlibrc": "nonsense", "lib/package.py": "value = 1"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "lib")
    code = "import json, numbers, package\nfrom pathlib import Path\n"
    code += "print(json.dumps(1), Path('json.py').exists(), package.value, numbers.Integral.__name__)"
    check_marked(tmp_path, block(code, "1 False 1 Integral"))


def test_the_authors_settings_of_python_do_not_reach_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"OPTIMIZE": "2", "WARNINGS": "ignore", "STARTUP": "2", "UTF8": "0", "VERBOSE": "2"}
    for name, value in {**{f"PYTHON{each}": settings[each] for each in settings}, "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    text = block("print('é')", "é") + block("⟦AssertionError⟧assert False")
    check_marked(tmp_path, text + block("import warnings\n⟦UserWarning⟧warnings.warn('w')"))


def test_code_that_is_too_deep_to_be_compiled_is_a_problem(tmp_path: Path) -> None:
    problems = check(tmp_path, block("x = " + "-" * 200_000 + "1") + block("print(1)", "1")).problems
    assert problems[0].line in (1, 2)


def test_a_warning_of_a_library_about_its_caller_is_a_problem_there(tmp_path: Path) -> None:
    (tmp_path / "old_library.py").write_text(
        "import warnings\ndef old(level):\n    warnings.warn('old', DeprecationWarning, stacklevel=level)\n"
    )
    text = block(f"import sys\nsys.path.append({str(tmp_path)!r})\nimport old_library\n\nold_library.old(1)")
    check_marked(tmp_path, text + block("⟦DeprecationWarning⟧old_library.old(2)"))
