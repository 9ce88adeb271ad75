"""The page engine: a Markdown page in, what its blocks really do out.

It reads a page (`page.read_page`), runs it in a process of its own (`runner.run_page`),
compares what happened with what the page says (`checker.check_page`), and either reports the
differences, writes the page for the web (`renderer.render_page`) or mends it (`updater.update_page`).

It knows nothing of MkDocs, of pytest or of the library that the pages are about.
"""
