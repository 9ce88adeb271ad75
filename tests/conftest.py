"""What all tests look at: the built site, by Chromium."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Let the gates, if they are asked, too, look at the same ones."""
    config.pluginmanager.import_plugin("site_fixtures")
