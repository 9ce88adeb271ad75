"""The preview stays up when a page is at fault: it shows the problem in place, and the page once it is mended."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_pages import LAB, block
from small_project import environment, new_project

PATIENCE = 60.0  # seconds until a page must be there

PAGE = f"# A page\n\n{block('print(1)', '2')}The end.\n"
CHECK = 'assert 60.75 == 61.95, "the bias is missing"'
LAB_PAGE = f"""{LAB}{block(CHECK, options=' tags=["check"]')}The end.\n"""


@dataclass
class Preview:
    """A running preview of a project."""

    address: str
    project: Path
    log: Path

    def page_with(self, name: str, text: str, without: str = "nothing of the kind") -> str:
        """Return a page as soon as it holds a text, and not another."""
        deadline = time.monotonic() + PATIENCE
        html = ""
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}{name}/", timeout=5) as response:
                html = str(response.read(), "utf-8")
                if text in html and without not in html:
                    return html
            time.sleep(0.2)
        raise AssertionError(f"{name} has never held {text!r}:\n{html}\n{self.log.read_text()}")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    project = new_project(folder, {"page.md": PAGE, "lab.md": LAB_PAGE})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--livereload", "-f", "site.yml", "-a", host]
    log = folder / "log.txt"
    variables = environment() | {"SITE_URL": f"http://{host}/", "PYTHONPATH": str(project)}  # its own library
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=variables, stdout=output, stderr=output)
    try:
        yield Preview(f"http://{host}/", project, log)
    finally:
        process.terminate()
        process.wait()


def test_a_problem_is_shown_in_its_place_until_it_is_mended(preview: Preview) -> None:
    page, lab = (preview.page_with(name, "admonition failure") for name in ("page", "lab"))
    place = page.index("docs/page.md:8")
    assert page.index("print") < place < page.index("The end.")
    assert "expected 2, got 1" in page[place:]
    assert "docs/lab.md:13" in lab
    assert "AssertionError: the bias is missing" in lab
    for name, text in {"page": PAGE.replace("2", "1"), "lab": LAB_PAGE.replace("61.95", "60.75")}.items():
        (preview.project / "docs" / f"{name}.md").write_text(text.replace("The end.", "All is well."))
    for name in ("page", "lab"):
        assert "admonition failure" not in preview.page_with(name, "All is well.")


def test_a_preview_makes_no_copy_of_the_whole_site(preview: Preview) -> None:
    preview.page_with("page", "</html>")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{preview.address}downloads/deep-learning-simplified.zip", timeout=5)


def test_an_edit_of_the_library_shows_in_pages_and_labs(preview: Preview) -> None:
    docs, package = preview.project / "docs", preview.project / "neuronlib" / "__init__.py"
    code = 'import neuronlib\n\nprint("the library is", getattr(neuronlib, "EDITION", "old"))'
    (docs / "page.md").write_text(block(code, "the library is new"))
    preview.page_with("page", "got the library is old")
    (docs / "lab.md").write_text(LAB + block(code))
    preview.page_with("lab", "the library is old")
    package.write_text(package.read_text() + 'EDITION = "new"\n')
    preview.page_with("lab", "the library is new")
    preview.page_with("page", "the library is new", without="admonition failure")
