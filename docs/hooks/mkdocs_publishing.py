"""MkDocs events for what is made of the built pages; everything that matters is in the `publishing` package."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from current_build import build
from publishing.content_security import add_policy
from publishing.search_on_demand import postpone_search


@event_priority(-90)  # after the plugins have written what they write
def on_post_build(*, config: MkDocsConfig) -> None:
    """Finish the built site."""
    site = Path(config.site_dir)
    postpone_search(site)
    if not build.is_preview:  # whose server adds a script of its own to the pages
        add_policy(site)
