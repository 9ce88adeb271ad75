"""Without JavaScript the figures of the build stand where there would be playgrounds, and nothing waits for a press."""

import re
from collections.abc import Callable

from built_site import PROJECT
from playgrounds import ELEMENTS
from playwright.sync_api import BrowserContext, expect

LIVE = re.compile(r"^<div><([a-z]+-[a-z]+) ?.*></\1></div>$", re.MULTILINE)
FIGURE_ABOVE = "xpath=(./preceding::p/img[contains(@class, 'figure')])[last()]"


def test_figures_stand_in_the_places_of_playgrounds(new_context: Callable[..., BrowserContext]) -> None:
    with new_context(java_script_enabled=False) as context:
        page, names = context.new_page(), set()
        for path in PROJECT.glob("docs/series/*.md"):
            for name in LIVE.findall(path.read_text("utf-8")):
                names.add(name)
                page.goto(f"series/{path.stem}/")
                place = page.locator(name)
                assert (place.bounding_box() or {"height": 0})["height"] == 0, name
                expect(place.locator(FIGURE_ABOVE)).to_be_visible()
                assert place.locator(FIGURE_ABOVE).evaluate("image => getComputedStyle(image).cursor") != "zoom-in"
                assert not page.locator(".enlarge").count()
                assert "JavaScript" not in page.locator("article").inner_text()
        assert names == {*ELEMENTS}
        page.goto("./")
        expect(page.get_by_role("img", name="A neuron: two inputs")).to_be_in_viewport()
        assert "JavaScript" not in page.locator("article").inner_text()
