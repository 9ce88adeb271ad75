"""Pages as a reader gets them: Markdown turned into HTML with the extensions of the site, and taken apart."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import markdown
import yaml
from engine_pages import PROJECT

SMALL_FIGURE = '<svg width="72pt" height="36pt" viewBox="0 0 72 36"></svg>'


@cache
def extensions() -> dict[str, dict[str, object]]:
    configuration = re.sub(r"!ENV \[[^\n]*", "none", (PROJECT / "mkdocs.yml").read_text("utf-8"))
    found: dict[str, dict[str, object]] = {}
    for extension in yaml.safe_load(configuration)["markdown_extensions"]:
        found |= extension if isinstance(extension, dict) else {extension: {}}
    return found


def web_page(text: str) -> str:
    return markdown.markdown(text, extensions=list(extensions()), extension_configs=extensions())


@dataclass
class Web(HTMLParser):
    """What a reader gets: images with the elements around them, code blocks and text."""

    images: list[tuple[list[str], dict[str, str | None]]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    text: str = ""
    around: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.images.append((self.around.copy(), dict(attributes)))
        elif tag not in ("br", "hr", "input"):
            kind = (dict(attributes).get("class") or "").split()
            self.around.append("python" if "language-python" in kind else kind[0] if kind else tag)
            if self.around[-1] == "python":
                self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.around:
            self.around.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if "python" in self.around:
            self.code[-1] += data


def as_web(text: str) -> Web:
    web = Web()
    web.feed(web_page(text))
    return web
