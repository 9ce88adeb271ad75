"""The number fields of the neuron playground: what is typed counts at once, and what is no number is refused later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from kept_page import KeptPage
from playgrounds import NEURON_PAGE, open_playground

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator

REFUSED = "b must be a number from −1000 to 1000; it is 1 again."


@pytest.fixture(scope="module")
def kept(returning: BrowserContext, served_site: str) -> KeptPage:
    return KeptPage(returning, served_site, lambda page: open_playground(page, served_site + NEURON_PAGE))


@pytest.fixture
def playground(kept: KeptPage, request: pytest.FixtureRequest) -> Iterator[Locator]:
    """Return the playground as it is at first."""
    with kept.lend(request.session) as page:
        playground = page.locator(".live")
        yield playground
        playground.get_by_role("button", name="Reset").click()


def retype(field: Locator, text: str) -> None:
    """Put the text in the place of what is there, key by key."""
    field.focus()
    field.press("Control+a")
    field.press("Delete")
    field.press_sequentially(text)


@pytest.mark.parametrize("key", ["Tab", "Enter"])
@pytest.mark.parametrize("text", ["", "-", "1001", "-1e999", "1e4", "1e308", "-1e308"])
def test_what_is_no_number_is_refused_when_the_field_is_left(playground: Locator, text: str, key: str) -> None:
    bias = playground.get_by_role("spinbutton", name="bias b")
    retype(bias, text)
    assert not playground.get_by_text("must be a number").is_visible()
    bias.press(key)
    assert playground.get_by_text(REFUSED).is_visible()
    assert bias.input_value() == "1"
    assert "-7 + 1 = -6" in (playground.locator(".steps").text_content() or "")
    playground.page.wait_for_url("**bias=1&**")

    retype(bias, "2")
    assert not playground.get_by_text("must be a number").is_visible()


def test_a_number_counts_while_it_is_typed(playground: Locator) -> None:
    bias = playground.get_by_role("spinbutton", name="bias b")
    retype(bias, "-2.5")
    assert "-7 + (-2.5) = -9.5" in (playground.locator(".steps").text_content() or "")
    bias.press("Enter")
    retype(bias, "1e4")
    bias.press("Tab")
    assert playground.get_by_text("it is −2.5 again").is_visible()
    assert bias.input_value() == "-2.5"
