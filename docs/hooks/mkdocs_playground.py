"""MkDocs events: put the data of the training playground beside its scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from current_build import build
from page_engine.kept_files import keep, kept, kept_path, key_of

DATA = Path(__file__).with_name("playground_data.py")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the data, made in a fresh process so that a preview sees the library as it is now."""
    project = Path(config.config_file_path)
    path, key = kept_path(project, ".playground"), key_of(build.sources.digests)
    content = kept(path, key)
    if content is None:
        content = _made(project.parent)
        if not build.sources.have_changed():
            keep(path, key, content)
    files.append(File.generated(config, "assets/playground.json", content=content))
    return files


def _made(project: Path) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run([sys.executable, str(DATA)], env=environment, stdout=subprocess.PIPE, check=True).stdout
