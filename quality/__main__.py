"""The command: ``python -m quality``, which builds the site, asks every gate, and publishes what they said with it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from quality.build import build
from quality.checkout import CHECKOUT, RECORDS, run
from quality.gates import Gate, gates_for
from quality.portable_files import compare_files
from quality.report import keep, line, screen
from quality.reproducible import contents
from quality.verdict import Verdict

CHECKED = RECORDS / "site"
PUBLISHED = CHECKOUT / "site"
SAYS_WHAT_HELD = ("quality/index.html", "search/documents.json", "downloads/deep-learning-simplified.zip")


def main() -> int:
    """Ask every gate; return 1 if any falls short."""
    RECORDS.mkdir(parents=True, exist_ok=True)
    day = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "log", "-1", "--format=%ct").stdout.strip()
    environment = {"SITE_URL": os.environ.get("SITE_URL", "https://example.org/course/"), "SOURCE_DATE_EPOCH": day}
    os.environ.update(environment)
    verdicts = ask(gates_for(CHECKED), Gate("pages", partial(build, CHECKED, environment)))
    if verdicts["pages"].holds:
        environment["GATES"] = str(keep(verdicts, RECORDS))
        verdicts["published"] = publish(environment)
    keep(verdicts, RECORDS)
    print(*screen(verdicts), sep="\n")
    return 0 if all(verdict.holds for verdict in verdicts.values()) else 1


def ask(gates: Sequence[Gate], site: Gate) -> dict[str, Verdict]:
    """Return the verdict of each gate, in their order: of the one that builds the site first.

    As many are asked at once as there are cores; those that look at the site, once it is there.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        building = pool.submit(_answer, site)
        asked = {gate.name: pool.submit(_answer, gate) for gate in gates if gate.begins == "at once"}
        built = building.result()
        if built.holds:
            asked |= {gate.name: pool.submit(_answer, gate) for gate in gates if gate.begins == "with the site"}
    verdicts = {name: future.result() for name, future in asked.items()}
    if built.holds:
        verdicts |= {gate.name: _answer(gate) for gate in gates if gate.begins == "alone"}
    return {site.name: built, **{gate.name: verdicts[gate.name] for gate in gates if gate.name in verdicts}}


def publish(environment: dict[str, str]) -> Verdict:
    """Build the site once more, with what the gates have said; nothing else may be another than what they have seen."""
    built = build(PUBLISHED, environment)
    if not built.holds:
        return built
    first, second = (
        {name: data for name, data in contents(site).items() if name not in SAYS_WHAT_HELD}
        for site in (CHECKED, PUBLISHED)
    )
    faults = tuple(compare_files(first, second))
    return Verdict(f"{len(first)} files as they were checked, {len(SAYS_WHAT_HELD)} with these figures", faults)


def _answer(gate: Gate) -> Verdict:
    """Ask a gate, keep what it says, and show that it has spoken, and after how long."""
    begin = time.monotonic()
    try:
        verdict = gate.check()
    except Exception as error:  # a gate that cannot be asked does not hold, and the others are asked all the same
        verdict = Verdict("it could not be asked", (f"{type(error).__name__}: {error}",))
    keep({gate.name: verdict}, RECORDS)
    print(f"{time.monotonic() - begin:5.0f} s  {line(gate.name, verdict)}", flush=True)
    return verdict


if __name__ == "__main__":
    sys.exit(main())
