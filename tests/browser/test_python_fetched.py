"""Python for the browser: fetched from a CDN, by pip and npm, whole and official, or not at all. Without a network."""

import hashlib
import json
import shutil
import subprocess
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest

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


def source(name: str, content: bytes | None) -> Source:
    """Return a source of all files, but for one that has another content, or none."""
    files = {file_of(each): content_of(each) for each in DEPENDS} | {file_of(name): content}
    return files.get


WHOLE, WITHOUT, WRONG = (source("six", content) for content in (content_of("six"), None, b"something else"))


def test_what_is_needed_takes_the_place_of_what_was_there_and_no_more(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    for old in (folder, tmp_path / "browser.new"):  # which half a try has left
        old.mkdir()
        (old / "old.whl").touch()
    assemble(folder, core, [WHOLE])
    wheels = [file_of(name) for name in DEPENDS if name != "pandas"]
    assert {path.name for path in folder.iterdir()} == {*CORE, *wheels, "pyodide-lock.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"core", "browser"}
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == set(DEPENDS) - {"pandas"}
    assert lock["packages"]["six"]["size"] == len(content_of("six"))


@pytest.mark.parametrize("first", [WITHOUT, WRONG])
def test_what_one_source_does_not_have_is_taken_from_the_next(tmp_path: Path, core: Path, first: Source) -> None:
    assemble(tmp_path / "browser", core, [first, WHOLE])
    assert (tmp_path / "browser" / file_of("six")).read_bytes() == content_of("six")


@pytest.mark.parametrize(
    ("given", "lost", "message"),
    [(WRONG, "", r"no source has six-1\.0\.whl with the hash"), (WHOLE, "python_stdlib.zip", "python_stdlib")],
)
def test_a_failure_leaves_what_was_there(tmp_path: Path, core: Path, given: Source, lost: str, message: str) -> None:
    folder = tmp_path / "browser"
    if lost:
        (core / lost).unlink()
    with pytest.raises(FileNotFoundError, match=message):
        assemble(folder, core, [given])
    assert not folder.exists()
    folder.mkdir()
    (folder / "old.whl").touch()
    with pytest.raises(FileNotFoundError):
        assemble(folder, core, [given])
    assert [path.name for path in folder.iterdir()] == ["old.whl"]


def test_an_archive_is_a_source(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "carrier.whl", "w") as archive:
        archive.writestr("carrier/assets/not-six-1.0.whl", b"another")
        archive.writestr("carrier/assets/six-1.0.whl", content_of("six"))
    read = partial(from_archive, tmp_path / "carrier.whl")
    assert [read(f"{name}1.0.whl") for name in ("six-", "", "numpy-")] == [content_of("six"), None, None]


# Fetching its parts


class Host(BaseHTTPRequestHandler):
    """Has one file whole and one in part."""

    def do_GET(self) -> None:
        content = {"/v1.0/six.whl": b"six", "/v1.0/half.whl": b"ha"}.get(self.path, b"")
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


def test_the_cdn_is_a_source_and_where_it_fails_it_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        monkeypatch.setattr(assembly, "CDN", f"http://127.0.0.1:{server.server_port}/v{{version}}/{{file_name}}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        asked = [("1.0", "six.whl"), ("1.0", "half.whl"), ("2.0", "six.whl")]
        assert [assembly.from_cdn(*each) for each in asked] == [b"six", None, None]
        server.shutdown()
    assert assembly.from_cdn("1.0", "six.whl") is None  # it cannot be reached


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


def test_the_exit_code_tells_make_and_a_line_what_the_site_will_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(folder: Path, workplace: Path) -> None:
        raise OSError("no network")

    monkeypatch.setattr(fetching, "fetch", lambda folder, workplace: None)
    assert fetching.main(tmp_path) == 0
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(fetching, "fetch", fail)
    for then in ("no Run and Edit", "keeps the one it has"):
        assert fetching.main(tmp_path) == 1
        assert then in capsys.readouterr().out
        (tmp_path / "pyodide-lock.json").touch()
