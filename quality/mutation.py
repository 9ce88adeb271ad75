"""Changing the library, to see whether docstrings, tests or pages notice: ``python -m quality.mutation`` and modules.

Cosmic-ray makes the changes and asks the judges that `mutation.toml` names, in a copy of the checkout for each module.
"""

import contextlib
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from quality.checkout import CHECKOUT, copy_checkout, run, tool

QUALITY = CHECKOUT / "quality"
LEAST = 0.95
Known = dict[str, dict[str, str]]  # by module: the changed line of a change that nothing can notice, and why


class Mutant(NamedTuple):
    """A change of a module: where, the line as it is with it, and what came of it, such as "killed"."""

    module: str
    line: int
    changed: str
    outcome: str


def main(names: Sequence[str]) -> int:
    """Judge the modules with these names, or all; return 1 if too many changes survive or the list of them is wrong."""
    modules = [path for path in sorted((CHECKOUT / "neuronlib").glob("*.py")) if not names or path.stem in names]
    mutants: list[Mutant] = []
    with copy_with_session(modules[0]) as copy:
        ask(copy, "cosmic-ray", "baseline", "config.toml")  # unchanged, the library must pass
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(judge, modules):
            mutants += found
            lines = (f"{each.module}:{each.line}: {each.outcome}: {each.changed}" for each in found)
            print(*lines, sep="\n", flush=True)
    known = tomllib.loads((QUALITY / "survivors.toml").read_text("utf-8"))
    faults = list(faults_of(mutants, known))
    print(*faults, f"{len(mutants)} changes of {len(modules)} modules, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


def judge(module: Path) -> list[Mutant]:
    """Return what came of each change of a module."""
    with copy_with_session(module) as copy:
        ask(copy, "cosmic-ray", "exec", "config.toml", "session")
        return list(read_session(ask(copy, "cosmic-ray", "dump", "session")))


@contextlib.contextmanager
def copy_with_session(module: Path) -> Iterator[Path]:
    """Copy the checkout for a while, with a list of the changes of a module that are to be made."""
    with tempfile.TemporaryDirectory() as name:
        copy = copy_checkout(Path(name) / "checkout")
        config = (QUALITY / "mutation.toml").read_text("utf-8")
        config = config.replace("MODULE", f"neuronlib/{module.name}").replace("PYTHON", sys.executable)
        (copy / "config.toml").write_text(config, "utf-8")
        ask(copy, "cosmic-ray", "init", "config.toml", "session")
        ask(copy, "cr-filter-operators", "session", "config.toml")
        yield copy


def ask(copy: Path, program: str, *arguments: str) -> str:
    """Run a program in a copy of the checkout to a good end, and return what it printed."""
    done = run(tool(program), *arguments, folder=copy, PYTHONPATH=str(copy))
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def read_session(dump: str) -> Iterator[Mutant]:
    """Yield the changes that have been judged."""
    for line in dump.splitlines():
        item, result = json.loads(line)
        [change] = item["mutations"]
        if result and result["worker_outcome"] != "skipped":
            added = [each[1:].strip() for each in (result["diff"] or "").splitlines() if each[:2] in ("+ ", "+\t")]
            outcome = result["test_outcome"] or result["worker_outcome"]
            yield Mutant(Path(change["module_path"]).stem, change["start_pos"][0], " ".join(added), outcome)


def faults_of(mutants: Sequence[Mutant], known: Known) -> Iterator[str]:
    """Yield what must not be: too many survivors, and what is listed as one and is not."""
    counted = [each for each in mutants if each.changed not in known.get(each.module, {})]
    killed = sum(each.outcome == "killed" for each in counted)
    if killed < LEAST * len(counted) or not counted:
        yield f"at least {LEAST:.0%} of the changes must be noticed, got {killed} of {len(counted)}"
    outcomes = {(each.module, each.changed): each.outcome for each in mutants}
    for module in {each.module for each in mutants} & known.keys():
        for changed in known[module]:
            outcome = outcomes.get((module, changed), "not made")
            if outcome != "survived":
                yield f"{module}: {changed!r} is listed as a survivor, but it is {outcome}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
