"""Python for the browser, and the code editor: assembled once from package registries, every file checked.

`python -m page_engine.browser FOLDER` fills a folder with Pyodide (the npm package), the wheels that its lock file
names (whichever source has the file with the lock's hash) and CodeMirror as one module.
The site serves that folder itself, so that a reader's browser asks nobody else.
"""
