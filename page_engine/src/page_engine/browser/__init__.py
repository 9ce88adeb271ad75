"""Python for the browser, and the code editor: assembled once from package registries, every file checked.

`python -m page_engine.browser FOLDER` fills a folder with Pyodide, the wheels that its lock file names by their hashes,
and CodeMirror as one module. The site serves that folder itself, so that a reader's browser asks nobody else.
"""
