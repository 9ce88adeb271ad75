"""Fetching Python for the browser: from a CDN, by pip and npm, each file as it was hashed."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

from page_engine.browser import __main__ as fetching
from page_engine.browser import assembly

PROJECT = Path(__file__).parents[2]


class Host(BaseHTTPRequestHandler):
    """Has one file, and breaks off whenever it is asked for another of its version."""

    def do_GET(self) -> None:
        if self.path == "/v1.0/six.whl":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"six")
        elif self.path.startswith("/v1.0/"):
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"half a f")
        else:
            self.send_error(404)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def cdn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        monkeypatch.setattr(assembly, "CDN", f"http://127.0.0.1:{server.server_port}/v{{version}}/{{file_name}}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.mark.parametrize(
    ("version", "file_name", "content"),
    [("1.0", "six.whl", b"six"), ("1.0", "half.whl", None), ("2.0", "six.whl", None)],
)
def test_the_cdn_is_a_source(cdn: None, version: str, file_name: str, content: bytes | None) -> None:
    assert assembly.from_cdn(version, file_name) == content


def test_a_cdn_that_cannot_be_reached_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "CDN", "http://127.0.0.1:1/{version}/{file_name}")
    assert assembly.from_cdn("1.0", "six.whl") is None


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which pip finds packages, and in which it looks for what is required."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(folder), "DISABLE_PIP_VERSION_CHECK": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setattr(fetching, "PACKAGE", folder)
    return folder


def carried(index: Path, digest: str | None) -> list[bytes | None]:
    """Return what each package that pip has fetched carries."""
    required = "carrier==1.0" + (f" --hash=sha256:{digest}" if digest else "")
    (index / "requirements.txt").write_text(f"{required}\n")
    workplace = index.parent / "workplace"
    workplace.mkdir(exist_ok=True)
    return [read("six.whl") for read in fetching._archives(workplace)]


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_package_must_have_the_hash_that_is_required(index: Path) -> None:
    wheel = index / "carrier-1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("carrier/six.whl", b"six")
        archive.writestr("carrier-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
        archive.writestr("carrier-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("carrier-1.0.dist-info/RECORD", "")
    assert carried(index, None) == []
    assert carried(index, "0" * 64) == []
    assert carried(index, digest_of(wheel)) == [b"six"]


def test_nothing_of_a_package_runs_while_it_is_fetched(index: Path) -> None:
    project = index.parent / "carrier-1.0"
    project.mkdir()
    (project / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n")
    build_system = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    (project / "pyproject.toml").write_text(build_system)
    (project / "backend.py").write_text(f"open({str(index / 'has-run')!r}, 'w')\n")
    archive = Path(shutil.make_archive(str(index / "carrier-1.0"), "gztar", project.parent, project.name))
    assert carried(index, digest_of(archive)) == []
    assert not (index / "has-run").exists()


def test_npm_installs_what_is_locked_and_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def run(*command: str) -> None:
        commands.append(command)
        raise subprocess.CalledProcessError(1, command, stderr="npm error: no network")

    monkeypatch.setattr(fetching, "_run", run)
    assert fetching.main(tmp_path / "browser") == 1
    assert commands == [("npm", "ci")]
    packages = json.loads((PROJECT / "package-lock.json").read_text("utf-8"))["packages"]
    assert all(package["integrity"].startswith("sha512-") for name, package in packages.items() if name)
