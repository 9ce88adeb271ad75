"""How long readers wait in their browser: for the first figure, for the next Run, for an answer of a playground.

Each time in a browser that has loaded nothing before. The site must have been built, with Python for the browser.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from notebook_page import NotebookPage
from playgrounds import MOONS_PAGE, NEURON_PAGE, XOR_PAGE, open_playground
from playwright.sync_api import Browser, Locator, sync_playwright

from publishing.printed_series import find_browser
from quality.serving import serve

N_TIMES = 5
DRAWS, PRINTS = 2, 4  # blocks of chapter 1, by their numbers
N_INPUTS = 40

# Seconds from each of a row of inputs to the end of the frame that shows it.
ANSWER = """async (control, count) => {
  const seconds = [];
  for (let step = 0; step < count; step += 1) {
    const start = performance.now();
    if (control.matches("button")) control.click();
    else {
      control.value = String(Number(control.min) + (step % 8) * Number(control.step));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await new Promise((painted) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = painted;
      port2.postMessage(0);
    }));
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}"""


def seconds_to_run(browser: Browser, address: str) -> tuple[float, float]:
    """Return the seconds from the first Run to its figure, and from the next Run to its end."""
    with browser.new_context() as context:
        notebook = NotebookPage(context.new_page(), address + NEURON_PAGE)
        start = time.perf_counter()
        notebook.run(DRAWS)
        notebook.page.locator(".own img.figure").wait_for(state="attached")
        drawn = time.perf_counter()
        notebook.run(DRAWS + 1)
        return drawn - start, time.perf_counter() - drawn


def seconds_to_answer(playground: Locator) -> list[float]:
    """Return the seconds that a playground takes from an input to the frame that shows it."""
    step = playground.get_by_role("button", name="Step")
    control = step.or_(playground.get_by_role("slider")).first
    answers: list[float] = control.evaluate(ANSWER, N_INPUTS)
    return answers


def report(what: str, seconds: list[float]) -> None:
    """Print the median and the spread."""
    median = statistics.median(seconds)
    print(f"{what:34} {median:6.3f} s, from {min(seconds):.3f} to {max(seconds):.3f}")


def main() -> None:
    """Print what readers wait for."""
    site = Path(__file__).parents[1] / "site"
    with sync_playwright() as playwright, serve(site) as address:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        first, following = zip(*(seconds_to_run(browser, address) for _ in range(N_TIMES)), strict=True)
        report("first figure after the first Run", list(first))
        report("next Run", list(following))
        for path in ("", NEURON_PAGE, XOR_PAGE, MOONS_PAGE):
            with browser.new_context() as context:
                playground = open_playground(context.new_page(), address + path)
                report(f"playground on /{path[:10]}", seconds_to_answer(playground))
        browser.close()


if __name__ == "__main__":
    main()
