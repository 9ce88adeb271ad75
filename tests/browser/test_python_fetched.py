"""Python for the browser: fetched from a CDN, by pip and npm, whole and official, or not at all. Without a network."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest
from built_site import PROJECT

from page_engine.browser import __main__ as fetching
from page_engine.browser import assembly
from page_engine.browser.assembly import CORE, Source, assemble, from_archive

# Assembling it

DEPENDS = {
    "numpy": [],
    "six": [],
    "dateutil": ["six"],
    "matplotlib": ["numpy", "dateutil"],
    "scikit-learn": ["numpy"],
    "pandas": ["numpy"],
}


def content_of(name: str) -> bytes:
    return f"the wheel of {name}".encode()


def file_of(name: str) -> str:
    return f"{name}-1.0.whl"


@pytest.fixture
def core(tmp_path: Path) -> Path:
    """Return a folder such as that of Pyodide's npm package."""
    folder = tmp_path / "core"
    folder.mkdir()
    for name in CORE:
        (folder / name).write_text(name)
    packages = {
        name: {"file_name": file_of(name), "sha256": hashlib.sha256(content_of(name)).hexdigest(), "depends": depends}
        for name, depends in DEPENDS.items()
    }
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "1.0"}, "packages": packages}))
    return folder


def source(without: str = "", wrong: str = "") -> Source:
    """Return a source of all files but one, or with a wrong one."""
    files = {file_of(name): content_of(name) for name in DEPENDS if name != without}
    if wrong:
        files[file_of(wrong)] = b"something else"
    return files.get


def test_what_is_needed_is_there_and_no_more(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    assemble(folder, core, [source()])
    wheels = [file_of(name) for name in DEPENDS if name != "pandas"]
    assert {path.name for path in folder.iterdir()} == {*CORE, *wheels, "pyodide-lock.json"}
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == set(DEPENDS) - {"pandas"}
    assert lock["packages"]["six"]["size"] == len(content_of("six"))


def test_a_file_with_a_wrong_hash_is_refused(tmp_path: Path, core: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no source has six-1\.0\.whl with the hash"):
        assemble(tmp_path / "browser", core, [source(wrong="six")])
    assert not (tmp_path / "browser").exists()


@pytest.mark.parametrize("first", [source(without="six"), source(wrong="six")])
def test_what_one_source_does_not_have_is_taken_from_the_next(tmp_path: Path, core: Path, first: Source) -> None:
    assemble(tmp_path / "browser", core, [first, source()])
    assert (tmp_path / "browser" / file_of("six")).read_bytes() == content_of("six")


def test_a_failure_leaves_what_was_there(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    assemble(folder, core, [source()])
    (core / "pyodide.mjs").unlink()
    with pytest.raises(FileNotFoundError):
        assemble(folder, core, [source()])
    assert (folder / "pyodide.mjs").exists()


def test_what_was_there_is_replaced_and_what_half_a_try_has_left_is_not_kept(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    for old in (folder, tmp_path / "browser.new"):
        old.mkdir()
        (old / "old.whl").touch()
    assemble(folder, core, [source()])
    assert (folder / "pyodide.mjs").exists()
    assert not (folder / "old.whl").exists()
    assert not (tmp_path / "browser.new").exists()


def test_half_a_folder_is_not_taken_for_a_whole_one(tmp_path: Path, core: Path) -> None:
    (core / "python_stdlib.zip").unlink()
    with pytest.raises(FileNotFoundError):
        assemble(tmp_path / "browser", core, [source()])
    assert not (tmp_path / "browser").exists()


def test_an_archive_is_a_source(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "carrier.whl", "w") as archive:
        archive.writestr("carrier/assets/not-six-1.0.whl", b"another")
        archive.writestr("carrier/assets/six-1.0.whl", content_of("six"))
    read = partial(from_archive, tmp_path / "carrier.whl")
    assert read("six-1.0.whl") == content_of("six")
    assert read("1.0.whl") is None
    assert read("numpy-1.0.whl") is None


# Fetching its parts


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


# What is left behind


def test_the_exit_code_tells_make_that_it_was_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "fetch", lambda folder, workplace: None)
    assert fetching.main(tmp_path) == 0


@pytest.mark.parametrize(("is_there", "then"), [(True, "keeps the one it has"), (False, "no Run and Edit")])
def test_a_failure_says_what_the_site_will_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_there: bool,
    then: str,
) -> None:
    def fetch(folder: Path, workplace: Path) -> None:
        raise OSError("no network")

    monkeypatch.setattr(fetching, "fetch", fetch)
    if is_there:
        (tmp_path / "pyodide-lock.json").touch()
    assert fetching.main(tmp_path) == 1
    assert then in capsys.readouterr().out
