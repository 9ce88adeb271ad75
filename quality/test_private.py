"""Private and safe: on a reader's tour nothing complains or asks another host, and what is injected is blocked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser, Error, Page, expect

from quality.serving import serve
from quality.verdict import Say
from quality.watching import Watcher

Step = Callable[[Page, str], None]

PATIENCE = 180_000.0  # milliseconds, for Python on a busy machine
OTHER_HOST = "http://127.0.0.2:9/"
INJECTED = {
    "a script": "<script>window.injected = true</script>",
    "a handler": "<img src='data:,' onerror='window.injected = true'>",
    "an address that is a script": "<iframe src='javascript:parent.injected = true'></iframe>",
    "a script of another host": f"<script src='{OTHER_HOST}script.js'></script>",
    "a picture of another host": f"<img src='{OTHER_HOST}picture.svg'>",
    "a form to another host": f"<form action='{OTHER_HOST}'></form><script>window.injected = true</script>",
}
INJECT = """(markup) => new Promise((resolve) => {
    window.injected = false;
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    setInterval(() => { if (window.injected) resolve(""); }, 20);
    setTimeout(() => resolve(""), 3000);
    document.body.append(document.createRange().createContextualFragment(markup));
})"""


def search(page: Page, home: str) -> None:
    """Search from the landing page, and follow the first result."""
    page.goto(home)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("backpropagation")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/series/**")


def navigate(page: Page, home: str) -> None:
    """Go to the next chapter without a reload, and back."""
    page.goto(f"{home}series/02-one-neuron-many-examples/")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/series/03-*/")
    page.go_back()
    page.wait_for_url("**/series/02-*/")


def toggle_colours(page: Page, home: str) -> None:
    """Choose the dark colours."""
    page.goto(home)
    page.get_by_title("Switch to dark mode").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def play(page: Page, home: str) -> None:
    """Move a number of the neuron."""
    page.goto(f"{home}series/01-how-does-a-neuron-work/")
    page.locator("neuron-playground").scroll_into_view_if_needed()
    page.get_by_role("spinbutton", name="weight w1").fill("2")
    page.wait_for_url(re.compile(r"\?"))  # which shares its state


def run_code(page: Page, home: str) -> None:
    """Edit a block, and run it."""
    page.goto(f"{home}series/05-loss/")
    page.get_by_role("button", name="Edit block 1", exact=True).click()
    page.get_by_role("textbox", name="Code of block 1", exact=True).press("Control+End")
    page.keyboard.insert_text("\nprint('a reader was here')")
    page.get_by_role("button", name="Run block 1", exact=True).click()
    expect(page.locator(".output.own").first).to_contain_text("a reader was here", timeout=PATIENCE)


TOUR: list[Step] = [search, navigate, toggle_colours, play, run_code]


@pytest.mark.gate("private and safe")
def test_private(site: BuiltSite, browser: Browser, tour: Sequence[Step], say: Say) -> None:
    """Take a reader's tour, then try to inject what must not run."""
    with serve(site.folder) as home, browser.new_page() as page:
        watcher = Watcher(page, home)
        faults = [fault for step in tour for fault in taken(step, page, home, watcher)]
        page.goto(home)
        n_requests = len(watcher.addresses)
        for name, markup in INJECTED.items():
            if not page.evaluate(INJECT, markup) or page.evaluate("window.injected"):
                faults.append(f"{name} was injected and not blocked")
    seen = f"{len(tour)} steps, {n_requests} requests, {len(INJECTED)} injections"
    say(f"{seen}: {len(faults)} complaints, leaks or holes", faults)


def taken(step: Step, page: Page, home: str, watcher: Watcher) -> list[str]:
    """Take one step of the tour, and return what went wrong on it."""
    before = len(watcher.complaints)
    try:
        step(page, home)
        page.wait_for_load_state("networkidle")
    except (AssertionError, Error) as error:  # expect raises the former
        watcher.complaints.append(f"it did not come to its end: {str(error).splitlines()[0]}")
    name = step.__name__.replace("_", " ")
    return [f"{name}: {fault}" for fault in watcher.complaints[before:]]
