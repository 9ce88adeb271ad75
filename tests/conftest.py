"""What all tests look at: the built site, by Chromium."""

import os

import pytest

os.environ["OMP_NUM_THREADS"] = "1"  # tests run side by side, and threads of small products would wait for each other


def pytest_configure(config: pytest.Config) -> None:
    """Let the gates, if they are asked, too, look at the same ones."""
    config.pluginmanager.import_plugin("site_fixtures")
