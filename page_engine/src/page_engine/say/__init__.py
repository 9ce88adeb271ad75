"""Saying what a page did: problems, Markdown for the web, scripts, notebooks, mended pages."""
