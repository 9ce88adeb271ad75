"""Starts the command in a Python that draws and computes as the page engine does."""

import os
import sys
from pathlib import Path

SETTINGS = {
    "PYTHONPATH": str(Path.cwd()),
    "PYTHONDONTWRITEBYTECODE": "1",
    "MATPLOTLIBRC": str(Path("publishing/figures/matplotlibrc").resolve()),
    "MPLBACKEND": "module://page_engine.run.figure_backend",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}

COMMAND = "import sys; from quality.mutation.command import main; sys.exit(main())"

if __name__ == "__main__":
    os.execve(sys.executable, [sys.executable, "-c", COMMAND, *sys.argv[1:]], os.environ | SETTINGS)
