"""Starts the command in a Python that finds the page engine and draws and computes as it does."""

import os
import sys
from pathlib import Path

ENGINE = Path("docs/hooks").resolve()
SETTINGS = {
    "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(ENGINE)]),
    "PYTHONDONTWRITEBYTECODE": "1",
    "MATPLOTLIBRC": str(ENGINE / "page_engine" / "matplotlibrc"),
    "MPLBACKEND": "module://page_engine.figure_backend",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}

COMMAND = "import sys; from quality.mutation.command import main; sys.exit(main())"

if __name__ == "__main__":
    os.execve(sys.executable, [sys.executable, "-c", COMMAND, *sys.argv[1:]], os.environ | SETTINGS)
