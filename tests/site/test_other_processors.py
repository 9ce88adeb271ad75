"""Pages say the same on other processors, whose sums are added in another order and end with other last bits."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built_site import PROJECT

NEWEST = "X86_V4 AVX512_ICL AVX512_SPR"  # NumPy leaves these instructions alone if told so
PROBE = """from numpy._core._multiarray_umath import __cpu_features__ as features; import threadpoolctl
print(threadpoolctl.threadpool_info()[0]["architecture"], features["X86_V4"])"""
PROCESSORS = [("Katmai", NEWEST + " X86_V3"), ("Haswell", NEWEST), ("SkylakeX", "")]


@pytest.mark.weekly
@pytest.mark.parametrize(("sums", "without"), PROCESSORS, ids=[name for name, _ in PROCESSORS])
def test_every_page_holds_on_another_processor(sums: str, without: str, tmp_path: Path) -> None:
    """No output, number or figure of a page is another where NumPy and its sums use other instructions."""
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    shutil.copytree(PROJECT / "publishing", tmp_path / "publishing")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    environment = {**os.environ, "OPENBLAS_CORETYPE": sums, "NPY_DISABLE_CPU_FEATURES": without}
    probed = subprocess.run([sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=False)
    if probed.stdout != f"{sums} {not without}\n":
        pytest.skip(f"this processor cannot be taken for {sums}: {probed.stdout or probed.stderr}")
    command = [sys.executable, "-m", "page_engine", "check", "docs"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
