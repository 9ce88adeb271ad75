"""MkDocs events: put the data of the training playground beside its scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

DATA = Path(__file__).with_name("playground_data.py")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the data, made in a fresh process so that a preview sees the library as it is now."""
    project = Path(config.config_file_path).parent
    environment = {**os.environ, "PYTHONPATH": str(project)}
    made = subprocess.run([sys.executable, str(DATA)], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    files.append(File.generated(config, "assets/playground.json", content=made.stdout))
    return files
