"""The judgement on changes of the library: too few noticed is a fault, and so is an excuse that is not true."""

import json
import tomllib

import pytest

from quality.mutation import QUALITY, Mutant, faults_of, read_session

# changes that are noticed and that are not, what is known of these, and what the judgement is
JUDGED = [
    (95, 5, {}, ""),
    (94, 6, {}, "at least 95% of the changes must be noticed, got 94 of 100"),
    (95, 6, {"a": {"x = 100": "it is never read"}}, ""),
    (0, 0, {}, "at least 95% of the changes must be noticed, got 0 of 0"),
    (99, 1, {"a": {"x = 0": "wrong"}}, "a: 'x = 0' is listed as a survivor, but it is killed"),
    (99, 1, {"a": {"x = -1": "gone"}}, "a: 'x = -1' is listed as a survivor, but it is not made"),
    (99, 1, {"b": {"x = 0": "elsewhere"}}, ""),
]


@pytest.mark.parametrize(("n_killed", "n_survived", "known", "said"), JUDGED)
def test_too_few_noticed_and_an_untrue_excuse_are_faults(
    n_killed: int, n_survived: int, known: dict[str, dict[str, str]], said: str
) -> None:
    outcomes = ["killed"] * n_killed + ["survived"] * n_survived
    mutants = [Mutant("a", line, f"x = {line}", outcome) for line, outcome in enumerate(outcomes)]
    assert "\n".join(faults_of(mutants, known)) == said


def test_a_session_is_read() -> None:
    change = {"mutations": [{"module_path": "neuronlib/a.py", "start_pos": [3, 1]}]}
    done = {"worker_outcome": "normal", "diff": "--- mutation diff ---\n+++ bneuronlib/a.py\n-    1\n+    return 2"}
    results = [done | {"test_outcome": "killed"}, done | {"test_outcome": "survived"}, {"worker_outcome": "skipped"}]
    dump = "\n".join(json.dumps([change, result]) for result in [*results, None])
    assert list(read_session(dump)) == [Mutant("a", 3, "return 2", each) for each in ("killed", "survived")]


def test_every_known_survivor_is_of_a_module_and_has_a_reason() -> None:
    known = tomllib.loads((QUALITY / "survivors.toml").read_text("utf-8"))
    for module, reasons in known.items():
        assert (QUALITY.parent / "neuronlib" / f"{module}.py").exists()
        assert all(len(reason.split()) >= 4 for reason in reasons.values())
