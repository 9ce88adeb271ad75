"""*Run* and *Edit* for readers: Python for the browser and an editor, assembled once, and the scripts of the page."""
