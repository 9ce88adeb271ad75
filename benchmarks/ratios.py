"""Times as ratios: both sides measured in turn in one run, so that a noisy machine disturbs them alike."""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("results.json")
N_PAIRS = 7


@dataclass(frozen=True)
class Ratio:
    """How long one side takes, where the other takes 1.

    Attributes
    ----------
    what : str
        The task.
    beside : str
        Who does the same.
    median, low, high : float
        Of the pairs.
    """

    what: str
    beside: str
    median: float
    low: float
    high: float


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def compare(
    what: str, ours: Callable[[], object], others: dict[str, Callable[[], object]], n_pairs: int = N_PAIRS
) -> list[Ratio]:
    """Print and return how long ours takes beside each of the others, after a first pair that does not count."""
    return [_ratio(what, name, _pairs(ours, other, n_pairs)) for name, other in others.items()]


def _pairs(ours: Callable[[], object], other: Callable[[], object], n_pairs: int) -> list[float]:
    """Return the ratios of pairs; each side begins every other one, since threads may linger on after their work."""
    ratios = []
    for i in range(n_pairs + 1):
        if i % 2:
            mine, theirs = seconds(ours), seconds(other)
        else:
            theirs, mine = seconds(other), seconds(ours)
        ratios.append(mine / theirs)
    return ratios[1:]


def _ratio(what: str, beside: str, values: Sequence[float]) -> Ratio:
    ratio = Ratio(what, beside, statistics.median(values), min(values), max(values))
    print(f"{what:46} / {beside:30} {ratio.median:6.2f}  ({ratio.low:.2f} to {ratio.high:.2f})", flush=True)
    return ratio


def record(subject: str, ratios: Sequence[Ratio], programs: Sequence[str]) -> None:
    """Write the ratios on a subject, with what they were measured on, in place of those that were there."""
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    versions = [f"{name} {version(name)}" for name in programs]
    results[subject] = {
        "day": date.today().isoformat(),
        "machine": f"{os.cpu_count()} processors, Python {platform.python_version()}, {', '.join(versions)}",
        "ratios": [asdict(ratio) for ratio in ratios],
    }
    RESULTS.write_text(json.dumps(dict(sorted(results.items())), indent=1) + "\n", "utf-8")
