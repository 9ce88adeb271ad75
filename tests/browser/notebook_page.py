"""A page with Run and Edit, as a reader uses it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from in_page import ask
from playwright.sync_api import Locator, Page

RUN_HAS_ENDED = r"row => /(run|anew)\.$|failed: /.test(row.querySelector('.run-note')?.textContent)"
Lend = Callable[..., AbstractContextManager[Page]]  # lends a page that tests share
PATIENCE = 180_000  # milliseconds for a chapter on a busy machine; nothing is timed here


@dataclass(frozen=True)
class ShownBlock:
    """What stands below a block of the page."""

    output: str
    is_error: bool
    figures: list[str]  # their alternative texts
    sizes: list[str]  # of the figures, in pixels
    is_own: bool


class NotebookPage:
    """The blocks of a page, by their numbers from 1; where another page is open, it is reached by a link."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        if page.url == "about:blank":
            page.goto(address)
        elif page.url != address:
            ask(page, "followLink", address)
        page.locator(".md-content:not([data-is-of-the-page-before]) .run-row").first.wait_for(state="attached")
        self.open_folds()

    def count(self) -> int:
        return self.page.locator(".run-row").count()

    def row(self, number: int) -> Locator:
        return self.page.locator(".run-row").nth(number - 1)

    def block(self, number: int) -> Locator:
        return self.page.locator("div.language-python.highlight:not(:has(+ .not-run))").nth(number - 1)

    def button(self, word: str, number: int) -> Locator:
        return self.page.get_by_role("button", name=f"{word} block {number}", exact=True)

    def editor(self, number: int) -> Locator:
        return self.page.get_by_role("textbox", name=f"Code of block {number}", exact=True)

    def write(self, number: int, code: str) -> None:
        self.editor(number).press("Control+a")
        self.page.keyboard.insert_text(code)

    def replace(self, number: int, code: str) -> None:
        """Let a block have other code, as if the author had written it; it must not have been pressed yet."""
        self.block(number).locator("pre code").evaluate("(code, text) => { code.textContent = text }", code)

    def shown(self) -> list[ShownBlock]:
        return [ShownBlock(**shown) for shown in ask(self.page, "shownBlocks")]

    def run(self, number: int) -> str:
        self.row(number).locator(".run-note").evaluate_all(
            "notes => notes.forEach((note) => { note.textContent = '' })"
        )
        self.button("Run", number).click()
        return self.wait(number)

    def run_all(self) -> None:
        """Press Run at the last block, and then at the last one that has not run with it, being in another fold."""
        for number in range(self.count(), 0, -1):
            if "run." not in self.row(number).inner_text():
                end = self.run(number)
                assert "run." in end, end

    def wait(self, number: int) -> str:
        row = self.row(number).element_handle()
        # A locator would ask every half second, which is more than most blocks take.
        self.page.wait_for_function(RUN_HAS_ENDED, arg=row, polling=50, timeout=PATIENCE)
        return self.note(number)

    def note(self, number: int) -> str:
        return self.row(number).locator(".run-note").inner_text()

    def let_time_pass(self) -> None:
        """Let the next press be later than the second of two clicks."""
        self.page.evaluate(
            "() => { const now = performance.now.bind(performance); performance.now = () => now() + 600; }"
        )

    def open_folds(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")

    def close_folds(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")
