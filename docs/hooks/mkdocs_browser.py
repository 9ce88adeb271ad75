"""MkDocs events: hand Python for the browser to the site, if `make` has fetched it; else the site has no *Run*."""

from __future__ import annotations

import hashlib
import io
import json
import logging
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from current_build import build

HOOKS = Path(__file__).parent
FETCHED = Path(".cache/browser")  # below the project; see the Makefile
LOCK = "pyodide-lock.json"
SITE_FOLDER = "assets/python"
LOADER = "assets/scripts/run/buttons.js"

# What of the engine runs in the page: so a reader's figure looks like the one that the build has drawn.
ENGINE_FILES = (
    "__init__.py",
    "figure_backend.py",
    "figures.py",
    "fonts/LessonSans-Regular.ttf",
    "fonts/LessonSans-Semibold.ttf",
    "fonts/OFL.txt",
    "main_module.py",
    "matplotlibrc",
    "reader_session.py",
)

log = logging.getLogger("mkdocs.plugins.browser_python")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the buttons on every page, where there is something to run."""
    if _is_fetched(config):
        script = ExtraScriptValue(LOADER)
        script.type = "module"
        config.extra_javascript.append(script)
    else:
        log.info("no Run and Edit on this site: Python for the browser is not in %s (see the README)", FETCHED)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add Python for the browser, with the library's wheel of this build, to the site."""
    if not _is_fetched(config):
        return files
    folder = _folder(config)
    for path in sorted(folder.iterdir()):
        if path.name != LOCK and not path.name.startswith("."):
            files.append(File.generated(config, f"{SITE_FOLDER}/{path.name}", abs_src_path=str(path)))
    lock = json.loads((folder / LOCK).read_text("utf-8"))
    _add_library(lock)
    files.append(File.generated(config, f"{SITE_FOLDER}/{LOCK}", content=json.dumps(lock)))
    files.append(File.generated(config, f"{SITE_FOLDER}/page_engine.zip", content=_engine()))
    return files


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / FETCHED


def _is_fetched(config: MkDocsConfig) -> bool:
    return (_folder(config) / LOCK).is_file()


def _add_library(lock: dict[str, Any]) -> None:
    """Make the wheel of this build one of the packages that the browser's Python can import."""
    assert build.wheel is not None
    content = build.wheel.content_bytes
    name = "neuronlib"
    lock["packages"][name] = {
        "name": name,
        "version": "0",
        "file_name": f"../../{build.wheel.src_uri}",
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [name],
        "depends": ["numpy"],
        "unvendored_tests": False,
        "size": len(content),
    }
    lock["packages"]["matplotlib"]["imports"].append(f"{name}.plotting")  # which needs it


def _engine() -> bytes:
    """Return the files of the engine that run in the page, as an archive that is the same in every build."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in ENGINE_FILES:
            archive.writestr(ZipInfo(f"page_engine/{name}"), (HOOKS / "page_engine" / name).read_bytes())
    return buffer.getvalue()
