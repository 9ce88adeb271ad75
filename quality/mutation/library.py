"""Changing the library, to see whether the pages and the docstrings notice, and if not, whether the tests do."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import IO

from page_engine.read.page import read_page
from quality.mutation.checks import docstring_checks, page_check
from quality.mutation.chosen_tests import run_tests
from quality.mutation.judge import Begin, Judgement, judge_all
from quality.mutation.mutants import Mutant, find_mutants
from quality.mutation.mutated_library import ChangedModule
from quality.mutation.reach import IMPORT, Reach, Recorder

LIGHT = 2.0  # seconds; pages that take longer come after the tests, so some that they would notice count for those
_LONGEST_IMPORT = 30.0  # seconds, as for the collection of the tests


@dataclass(frozen=True)
class Result:
    """What became of one mutant of a module; whether a page or a docstring was enough."""

    module: str
    mutant: Mutant
    judgement: Judgement
    is_seen_by_pages: bool


class Library:
    """A library and what there is to notice a change of it.

    Parameters
    ----------
    package : Path
        The folder of the library.
    pages : sequence of Path
        Pages that use it.
    tests : sequence of Path
        Files of tests.
    """

    def __init__(self, package: Path, pages: Sequence[Path], tests: Sequence[Path]) -> None:
        self.package, self.tests = package.resolve(), tests
        self.modules = sorted(package.glob("*.py"))
        checks = [*docstring_checks(self.modules), *(page_check(page) for page in map(read_page, pages) if page.steps)]
        self.checks = {check.name: check for check in checks}

    def judge(self, names: Collection[str] = ()) -> Iterator[Result]:
        """Return what becomes of every mutant of the modules with these names; of all modules, if there are none.

        Raises
        ------
        RuntimeError
            If a check fails although nothing has been changed.
        """
        reach = self._measure()
        mutants = [
            (module, mutant)
            for module in self.modules
            if not names or module.stem in names
            for mutant in find_mutants(module.read_text("utf-8"))
        ]
        trials = ((each, partial(self._try, *each, reach)) for each in mutants)
        for (module, mutant), judgement in judge_all(trials):
            yield Result(module.name, mutant, judgement, judgement.killer in {IMPORT, *self.checks})

    def _try(self, module: Path, mutant: Mutant, reach: Reach, begin: Begin) -> str:
        """Return what the first check says that notices a mutant."""
        begin(IMPORT, _LONGEST_IMPORT)
        ChangedModule(self.package / module.name, mutant.apply(module.read_text("utf-8"))).install()
        self._import()
        names = reach.reaching(module.name, mutant)
        light = [name for name in names if name in self.checks and reach.seconds[name] <= LIGHT]
        heavy = [name for name in names if name in self.checks and reach.seconds[name] > LIGHT]
        tests = [name for name in names if name not in self.checks]
        return (
            self._run_checks(light, reach, begin)
            or self._run_tests(tests, reach, begin)
            or self._run_checks(heavy, reach, begin)
        )

    def _run_checks(self, names: Sequence[str], reach: Reach, begin: Begin) -> str:
        for name in names:
            begin(name, reach.limit(name))
            complaint = self.checks[name].run()
            if complaint:
                return complaint
        return ""

    def _run_tests(self, names: Sequence[str], reach: Reach, begin: Begin) -> str:
        if not names:
            return ""
        begin("collection of the tests", _LONGEST_IMPORT)
        files = sorted({name.partition("::")[0] for name in names})
        return run_tests(files, names, lambda name: begin(name, reach.limit(name)))

    def _measure(self) -> Reach:
        """Return the reach of every check, measured in a copy of this process."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
            for _, judgement in judge_all([("unchanged", partial(self._record, file))]):
                if judgement.killer:
                    raise RuntimeError(f"{judgement.killer} must not fail on the unchanged library: {judgement.reason}")
            file.seek(0)
            return Reach(**json.load(file))

    def _record(self, file: IO[str], begin: Begin) -> str:
        recorder = Recorder(self.package)
        complaint = recorder.record(partial(self._run_all, recorder, begin))
        json.dump(asdict(recorder.reach), file)
        file.flush()
        return complaint

    def _run_all(self, recorder: Recorder, begin: Begin) -> str:
        def begin_both(name: str) -> None:
            begin(name, 0)  # without a limit
            recorder.begin(name)

        begin_both(IMPORT)
        self._import()
        for name, check in self.checks.items():
            begin_both(name)
            complaint = check.run()
            if complaint:
                return complaint
        return run_tests(self.tests, (), begin_both) if self.tests else ""

    def _import(self) -> None:
        sys.path.insert(0, str(self.package.parent))
        importlib.import_module(self.package.name)
