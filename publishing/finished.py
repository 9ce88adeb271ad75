"""The built site as readers get it: lean and valid pages under the policy, and a search that waits for the reader.

Material for MkDocs fetches its search worker and the whole index with each first page.
Here an index without documents takes the place of the whole one, and a small worker stands before Material's
(`main.html` names it): it fetches the documents and that worker at the first letter that is typed.
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

from publishing.content_security import with_policy

_STYLE_OF_REFERENCE = re.compile(r'\s*<link rel="stylesheet" href="[^"]*/_mkdocstrings\.css">')
_USELESS = re.compile(
    r'(<input class="md-toggle"[^>]*) autocomplete="off"'  # a checkbox has nothing to complete
    r'|(<label class="md-nav__link"[^>]*) tabindex=""'
    r'|<span class="(?:n|w)">([^<]*)</span>'  # names and spaces in code have no colour of their own
)
_CODE = re.compile(r"(?:(?<=>)|\A)[^<>]*<pre>.*?</pre>", re.DOTALL)  # with the label above it
_WORD = re.compile(r'<a class="term" href="[^"]*#word-([^"]+)"')


def finish_site(folder: Path, is_preview: bool) -> None:
    """Write every page once more, and the documents of the search apart from its index."""
    pages = {path: final_markup(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    if not is_preview:  # whose server adds a script of its own to the pages
        pages = with_policy(pages)
    for path, html in pages.items():
        path.write_text(html, "utf-8")
    index = json.loads((folder / "search/search_index.json").read_text("utf-8"))
    found = (pages[folder / unquote(urldefrag(each["location"]).url) / "index.html"] for each in index["docs"])
    docs = list(map(searched, index["docs"], found))
    for name, shown in (("documents", docs), ("search_index", [])):
        (folder / f"search/{name}.json").write_text(json.dumps(index | {"docs": shown}, separators=(",", ":")), "utf-8")


def searched(document: dict[str, str], html: str) -> dict[str, str | list[str]]:
    """Return a section for the search, without its code, and with the words that it explains."""
    anchor = urldefrag(document["location"]).fragment
    section = re.split(r"<h\d", html.partition(f' id="{anchor}"')[2], maxsplit=1)[0]
    return {**document, "text": _CODE.sub("", document["text"]), "words": _WORD.findall(section)}


def final_markup(html: str) -> str:
    """Return a page without what no reader can see, and without what HTML does not know."""
    html = _USELESS.sub(r"\1\2\3", html)
    return html if 'class="doc ' in html else _STYLE_OF_REFERENCE.sub("", html)
