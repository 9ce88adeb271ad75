"""How long `import neuronlib` takes beyond `import numpy`: both measured in turn, each in a fresh process."""

import statistics
import subprocess
import sys

N_PAIRS = 11

PROGRAM = "import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"


def seconds_to_import(module: str) -> float:
    """Return the seconds that a fresh interpreter takes to import a module."""
    command = [sys.executable, "-c", PROGRAM.format(module=module)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print the medians, their ratio and the spread of the pairs."""
    seconds_to_import("neuronlib")  # fills the byte-code caches
    pairs = [(seconds_to_import("numpy"), seconds_to_import("neuronlib")) for _ in range(N_PAIRS)]
    numpy, neuronlib = (statistics.median(column) for column in zip(*pairs, strict=True))
    beyond = sorted(both - alone for alone, both in pairs)
    print(f"import numpy      {numpy:.3f} s")
    print(f"import neuronlib  {neuronlib:.3f} s, {neuronlib / numpy:.2f} times NumPy alone")
    print(f"beyond NumPy      {statistics.median(beyond):.3f} s, from {beyond[0]:.3f} to {beyond[-1]:.3f}")


if __name__ == "__main__":
    main()
