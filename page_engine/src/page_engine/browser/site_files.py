"""The files of a site that has *Run* and *Edit*: Python for the browser, the library's wheels, the engine, scripts."""

import hashlib
import io
import json
import os
import re
from collections.abc import Mapping
from email.parser import Parser
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from page_engine.run.runner import DEFAULT_STYLE

LOCK = "pyodide-lock.json"
FOLDER = "assets/python"
SCRIPTS = "assets/scripts/run"
SCRIPT = f"{SCRIPTS}/buttons.js"

_PACKAGE = Path(__file__).parents[1]
# What of the engine runs in the page: so a reader's figure looks like the one that the build has drawn.
_ENGINE = ("__init__", "run/__init__", "run/figure_backend", "run/figures", "run/main_module", "run/reader_session")


def site_files(python: Path, wheels: Mapping[str, bytes], style: Path | None) -> dict[str, Path | bytes]:
    """Return the files, or what is in them, by their addresses."""
    scripts = {f"{SCRIPTS}/{path.name}": path for path in sorted(Path(__file__).with_name("scripts").glob("*.js"))}
    fetched = {f"{FOLDER}/{path.name}": path for path in sorted(python.iterdir()) if not path.name.startswith(".")}
    lock = json.loads((python / LOCK).read_text("utf-8"))
    for address, content in wheels.items():
        _add_wheel(lock["packages"], address, content)
    made = {f"{FOLDER}/{LOCK}": json.dumps(lock).encode(), f"{FOLDER}/page_engine.zip": _engine(style or DEFAULT_STYLE)}
    return scripts | fetched | made


def _add_wheel(packages: dict[str, Any], address: str, content: bytes) -> None:
    """Make a wheel one of the packages that the browser's Python can import."""
    with ZipFile(io.BytesIO(content)) as wheel:
        names = wheel.namelist()
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        requirements = Parser().parsestr(wheel.read(metadata).decode()).get_all("Requires-Dist", [])
        modules = {name: wheel.read(name).decode() for name in names if name.endswith(".py")}
    needed = [(re.split(r"[^\w.-]", each)[0].lower(), "extra ==" in each) for each in requirements]
    [library] = {name.partition("/")[0].removesuffix(".py") for name in modules}
    packages[library] = {
        "name": library,
        "version": "0",
        "file_name": os.path.relpath(address, FOLDER),
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [library],
        "depends": [name for name, is_extra in needed if not is_extra],
        "size": len(content),
    }
    for name, is_extra in needed:
        if is_extra and name in packages:
            needs = re.compile(rf"^(?:import|from) {name}\b", re.MULTILINE)  # it is there for those modules
            packages[name]["imports"] += [
                path.removesuffix(".py").replace("/", ".") for path, code in modules.items() if needs.search(code)
            ]


def _engine(style: Path) -> bytes:
    """Return the files of the engine that run in the page, as an archive that is the same in every build."""
    files = {f"page_engine/{name}.py": _PACKAGE / f"{name}.py" for name in _ENGINE}
    parts = [path for path in sorted(style.parent.iterdir()) if path.suffix in (".ttf", ".txt")]
    files |= {f"page_engine/run/style/{path.name}": path for path in parts}
    files["page_engine/run/style/matplotlibrc"] = style
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, path in files.items():
            archive.writestr(ZipInfo(name), path.read_bytes())
    return buffer.getvalue()
