"""What all tests look at."""

from site_fixtures import browser, site

__all__ = ["browser", "site"]
