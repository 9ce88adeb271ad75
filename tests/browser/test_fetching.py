"""Fetching Python for the browser: from a CDN, by pip and npm, each file as it was hashed; and when make does so."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

from browser_python import __main__ as fetching
from browser_python import sources

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
        monkeypatch.setattr(sources, "CDN", f"http://127.0.0.1:{server.server_port}/v{{version}}/{{file_name}}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


@pytest.mark.parametrize(
    ("version", "file_name", "content"),
    [("1.0", "six.whl", b"six"), ("1.0", "half.whl", None), ("2.0", "six.whl", None)],
)
def test_the_cdn_is_a_source(cdn: None, version: str, file_name: str, content: bytes | None) -> None:
    assert sources.from_cdn(version)(file_name) == content


def test_a_cdn_that_cannot_be_reached_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "CDN", "http://127.0.0.1:1/{version}/{file_name}")
    assert sources.from_cdn("1.0")("six.whl") is None


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


@pytest.mark.parametrize(("left_out", "mark"), [([], ""), (["scikit-learn"], "scikit-learn")])
def test_what_was_left_out_is_named_in_the_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: list[str], mark: str
) -> None:
    monkeypatch.setattr(fetching, "fetch", lambda folder, workplace: left_out)
    assert fetching.main(tmp_path) == 0
    assert (tmp_path / ".fetched").read_text() == mark


@pytest.mark.parametrize(("is_there", "then"), [(True, "keeps the one it has"), (False, "no Run and Edit")])
def test_a_failure_says_what_the_site_will_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_there: bool,
    then: str,
) -> None:
    def fetch(folder: Path, workplace: Path) -> list[str]:
        raise OSError("no network")

    monkeypatch.setattr(fetching, "fetch", fetch)
    if is_there:
        (tmp_path / "pyodide-lock.json").touch()
    assert fetching.main(tmp_path) == 1
    assert then in capsys.readouterr().out
    assert not (tmp_path / ".fetched").exists()


DAY = 24 * 3600  # seconds


@pytest.mark.parametrize(
    ("mark", "age", "is_asked"),
    [("", 2 * DAY, False), ("scikit-learn", DAY // 2, False), ("scikit-learn", 2 * DAY, True), (None, 0, True)],
)
def test_make_asks_again_a_day_after_something_was_left_out(
    tmp_path: Path, mark: str | None, age: int, is_asked: bool
) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    now = time.time()
    for name in ("package-lock.json", ".venv/.installed", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (now - 9 * DAY,) * 2)
    if mark is not None:
        path = tmp_path / ".cache/browser/.fetched"
        path.parent.mkdir(parents=True)
        path.write_text(mark)
        os.utime(path, (now - age,) * 2)
    for expected in (is_asked, is_asked and mark is None):  # the second time on the same day
        process = subprocess.run(
            ["make", "--dry-run", ".cache/browser/.fetched"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert ("-m browser_python .cache/browser" in process.stdout) == expected, process.stdout
