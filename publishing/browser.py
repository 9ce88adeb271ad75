"""The browser that prints the series, and in which the site is checked."""

import shutil

# The first has no windows, and loads a page for half the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the program, if one is installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
