"""The gates that read the site in a browser, each with faults that it must find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from quality.accessibility import check_accessibility
from quality.keyboard import WIDTHS, check_keyboard
from quality.preferences import check_preferences
from quality.privacy import check_privacy

pytestmark = pytest.mark.usefixtures("one_browser")

BUTTON = '<button type="button">Press</button>'
TEXT = "A text with a"

# name: (what stands on the page, what is planted instead, what the gate says)
AXE_FAULTS = {
    "no language": ('<html lang="en">', "<html>", "html-has-lang: html"),
    "a picture without text": (' alt="A square that is filled with black."', "", "image-alt"),
    "a pale text": (TEXT, '<span style="color: #aaa">A pale text with a</span>', "light: color-contrast"),
    "a text that is pale in the dark only": (
        TEXT,
        "<style>@media (prefers-color-scheme: dark) { p { background: #000; color: #444 } }</style>A text with a",
        "at 1280 px, dark: color-contrast",
    ),
    "a pale text on a narrow screen only": (
        TEXT,
        "<style>@media (max-width: 320px) { p { color: #aaa } }</style>A text with a",
        "at 320 px, light: color-contrast",
    ),
    "a pale text that was first hidden": (
        TEXT,
        '<p style="color: #aaa" hidden>Nobody sees it.</p><p style="color: #aaa">Pale.</p>A text with a',
        "light: color-contrast",
    ),
    "a text of the same colour on another ground": (
        TEXT,
        '<p>Black.</p><div style="background: #333"><p>Black, too.</p></div>A text with a',
        "light: color-contrast",
    ),
    "pale code": (BUTTON, '<pre><code style="color: #aaa">code</code></pre>', "at 1280 px, light: color-contrast"),
    "small targets close together": (
        BUTTON,
        '<button style="all: unset; width: 9px">a</button><button style="all: unset; width: 9px">b</button>',
        "target-size",
    ),
    "a control without a name": (BUTTON, '<input type="text">', "label: input"),
    "a wide box": (BUTTON, '<div style="width: 400px">wide</div>', "at 320 px, light: 88 px wider than the screen"),
}

KEYBOARD_FAULTS = {
    "a control that no key reaches": (BUTTON, '<div role="button">Press</div>', "cannot be reached with the Tab key"),
    "a focus that is not shown": (
        BUTTON,
        '<button type="button" style="outline: none">Press</button>',
        "does not show that it has the focus",
    ),
    "a control that is not seen": (
        BUTTON,
        '<button type="button" style="opacity: 0">Press</button>',
        "has the focus and is not seen",
    ),
    "a control beside the screen": (
        BUTTON,
        '<button type="button" style="position: fixed; left: -500px">Press</button>',
        "has the focus outside the screen",
    ),
    "a control behind something else": (
        BUTTON,
        f'{BUTTON}<div style="position: fixed; inset: 0; background: #fff"></div>',
        "has the focus behind something else",
    ),
    "a trap": (
        BUTTON,
        f'{BUTTON}<input aria-label="trap"><script>document.querySelector("input").onblur = (e) => e.target.focus()'
        "</script><button>after</button>",
        "button>after</button>: cannot be reached with the Tab key",
    ),
    "no way past the top": ('<a href="#content">To the content</a>', "", "the first stop is no link to the content"),
    "a way that leads nowhere": (
        '<a href="#content">To the content</a>',
        '<a href="#gone">To the content</a><a href="other/">elsewhere</a>',
        "the first stop does not lead to the content",
    ),
}

PREFERENCES_FAULTS = {
    "what moves": (
        BUTTON,
        '<p style="transition: opacity 1s">text</p>',
        '/ with reduced motion: <p style="transition: opacity 1s">',
    ),
    "what moves after an element": (
        BUTTON,
        '<style>h1::after { content: "x"; animation: a 2s infinite }</style>',
        'with reduced motion: <h1 id="content">A page</h1>::after',
    ),
    "a picture that only its ground shows": (
        BUTTON,
        '<i style="display: block; width: 9px; height: 9px; background: #000; mask-image: url(picture.svg)"></i>',
        "in forced colours: <i style=",
    ),
    "a control that only its ground shows": (
        BUTTON,
        '<button style="border: none; background: #00f; width: 50px" aria-label="x"></button>',
        "in forced colours: <button",
    ),
}


@pytest.mark.parametrize("name", [None, *AXE_FAULTS])
def test_accessibility(small_site: Callable[..., Path], name: str | None) -> None:
    expect_fault(check_accessibility, small_site, AXE_FAULTS[name] if name else None)


@pytest.mark.parametrize("name", [None, *KEYBOARD_FAULTS])
def test_keyboard(small_site: Callable[..., Path], name: str | None) -> None:
    widths = [320] if name else WIDTHS
    expect_fault(lambda site: check_keyboard(site, [""], widths), small_site, KEYBOARD_FAULTS[name] if name else None)


@pytest.mark.parametrize("name", [None, *PREFERENCES_FAULTS])
def test_preferences(small_site: Callable[..., Path], name: str | None) -> None:
    expect_fault(lambda site: check_preferences(site, [""]), small_site, PREFERENCES_FAULTS[name] if name else None)


def expect_fault(check: Callable, small_site: Callable[..., Path], fault: tuple[str, str, str] | None) -> None:
    """Let a gate look at a small site: it must find the planted fault, and nothing where there is none."""
    if fault is None:
        assert not check(small_site()).faults
    else:
        *change, said = fault
        faults = check(small_site(*change)).faults
        assert any(said in each for each in faults), faults


POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-sX7SsGpbNJuo27rNuWDVKz/PZFlzJJvpT54lZuKHf0I='; "
    "img-src 'self' data:; style-src 'self'; form-action 'none'; base-uri 'none'"
)


def visit(page: Page, home: str) -> None:
    page.goto(home)


def ask_another_host(page: Page, home: str) -> None:
    page.goto(home)
    page.evaluate("void fetch('http://127.0.0.3:9/').catch(() => undefined)")


def complain(page: Page, home: str) -> None:
    page.goto(home)
    page.evaluate("console.error('out of paper')")


def fail(page: Page, home: str) -> None:
    page.goto(home)
    page.evaluate("setTimeout(() => { throw new Error('out of ink') })")


def want_what_is_not_there(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("button", name="Nobody").click(timeout=100)


def with_policy(small_site: Callable[..., Path], policy: str) -> Path:
    tag = f'<meta charset="utf-8"><meta http-equiv="content-security-policy" content="{policy}">'
    return small_site('<meta charset="utf-8">', tag)


def test_a_site_with_a_policy_is_private_and_safe(small_site: Callable[..., Path]) -> None:
    verdict = check_privacy(with_policy(small_site, POLICY), [visit])
    assert verdict.holds, verdict.faults


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (ask_another_host, "ask another host: a request to http://127.0.0.3:9/"),
        (complain, "complain: the console says 'out of paper'"),
        (fail, "fail: a script failed: out of ink"),
        (want_what_is_not_there, "want what is not there: it did not come to its end"),
    ],
)
def test_what_goes_wrong_on_the_tour_is_told(small_site: Callable[..., Path], step: Callable, said: str) -> None:
    faults = check_privacy(with_policy(small_site, f"{POLICY}; connect-src *"), [step]).faults
    assert any(fault.startswith(said) for fault in faults), faults


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'").replace("'sha256-", "'sha0-"),
            "a script was",
        ),
        (POLICY.replace("script-src 'self'", "script-src *"), "a script of another host was injected"),
        (POLICY.replace("img-src 'self'", "img-src *"), "a picture of another host was injected"),
    ],
)
def test_a_hole_in_the_policy_is_found(small_site: Callable[..., Path], policy: str, said: str) -> None:
    faults = check_privacy(with_policy(small_site, policy), [visit]).faults
    assert any(fault.startswith(said) for fault in faults), faults
