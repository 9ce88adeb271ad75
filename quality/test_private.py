"""Private and safe: no page complains or asks another host, and what is injected is blocked."""

from collections.abc import Collection

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser

from quality.serving import serve
from quality.verdict import Say
from quality.watching import Watcher

OTHER_HOST = "http://127.0.0.2:9/"
INJECTED = {
    "a script": "<script>window.injected = true</script>",
    "a handler": "<img src='data:,' onerror='window.injected = true'>",
    "an address that is a script": "<iframe src='javascript:parent.injected = true'></iframe>",
    "a script of another host": f"<script src='{OTHER_HOST}script.js'></script>",
    "a picture of another host": f"<img src='{OTHER_HOST}picture.svg'>",
    "a form to another host": f"<form action='{OTHER_HOST}' target='_blank'></form>",
}
INJECT = """(markup) => new Promise((resolve) => {
    window.injected = false;
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
    setInterval(() => { if (window.injected) resolve(""); }, 20);
    setTimeout(() => resolve(""), 3000);
    document.body.append(document.createRange().createContextualFragment(markup));
    document.querySelector("form[target]")?.submit();
})"""


@pytest.mark.gate("private and safe")
def test_private(site: BuiltSite, browser: Browser, kinds_of_page: Collection[str], say: Say) -> None:
    """Read pages to their end, and try to inject what must not run; what readers press, the browser tests listen to."""
    with serve(site.folder) as home, browser.new_page() as page:
        watcher, faults = Watcher(page, home), []
        for address in kinds_of_page:
            page.goto(home + address)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_load_state("networkidle")
            faults += [f"/{address}: {complaint}" for complaint in watcher.complaints]
            watcher.complaints.clear()
        page.goto(home)
        n_requests = len(watcher.addresses)
        for name, markup in INJECTED.items():
            if not page.evaluate(INJECT, markup) or page.evaluate("window.injected"):
                faults.append(f"{name} was injected and not blocked")
    seen = f"{len(kinds_of_page)} kinds of page, {n_requests} requests, {len(INJECTED)} injections"
    say(f"{seen}: {len(faults)} complaints, leaks or holes", faults)
