"""The site as a zip that opens from the file system, where there is no server.

There a link must name a file and not a folder, and neither modules nor workers may be loaded:
so the copy has no search and nothing that runs in the page, and shows neither.
"""

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote, urljoin
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from page_engine.files import digests
from page_engine.run.cache import key_of, remember
from publishing.anchors import change_links

NOT_READ = (
    "404.html",
    "sitemap.xml*",
    "search/*",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "*.map",
)

_POLICY = re.compile(r'<meta http-equiv="?content-security-policy"?[^>]*>')
_MODULE = re.compile(
    r'<script\b[^>]*\btype="?module\b[^>]*>.*?</script>|<link\b[^>]*\brel="?modulepreload[^>]*>', re.DOTALL
)
_FEED = re.compile(r'<link rel="alternate"[^>]*>')  # Material looks for the map of the site beside it
_SEARCH_BUTTON = re.compile(r'<label class="md-header__button md-icon" for="__search">.*?</label>', re.DOTALL)
_SEARCH = re.compile(r'<div class="md-search"[^>]*>')
_INSTANT = re.compile(r'"navigation\.instant",\s*|(?:,\s*)?"navigation\.instant"')  # with one comma, if there is any


def write_offline_copy(
    site: Path, archive: Path, site_url: str, day: date, kept: Path | None, left_out: Sequence[str] = ()
) -> None:
    """Write the copy, or the one that is kept of the same site."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    patterns = (*NOT_READ, *left_out)
    copied = {
        address: path
        for address, path in files.items()
        if path != archive and not any(fnmatch(address, pattern) for pattern in patterns)
    }
    contents = dict(zip(copied, digests(copied.values()).values(), strict=True))
    key = key_of(archive.stem, site_url, day.isoformat(), contents, digests([Path(__file__).parent]))
    archive.write_bytes(remember(kept, key, lambda: _packed(copied, archive.stem, site_url, day)))


def _packed(files: Mapping[str, Path], name: str, site_url: str, day: date) -> bytes:
    """Return the archive with files of the site, below a folder of that name."""
    archive = BytesIO()
    with ZipFile(archive, "w") as copy:
        for address, path in files.items():
            content = path.read_bytes()
            if path.suffix == ".html":
                content = offline_page(content.decode("utf-8"), address, files.keys(), site_url).encode("utf-8")
            entry = ZipInfo(f"{name}/{address}", (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            copy.writestr(entry, content, ZIP_DEFLATED)
    return archive.getvalue()


def offline_page(html: str, address: str, files: Collection[str], site_url: str) -> str:
    """Return a page of the site, at an address below its root, as it stands in the copy with these files."""
    for pattern in (_POLICY, _MODULE, _FEED, _SEARCH_BUTTON, _INSTANT):
        html = pattern.sub("", html)
    html = _without_division(html, _SEARCH)
    return change_links(html, lambda target: _offline_link(target, address, files, site_url))


def _without_division(html: str, opening: re.Pattern[str]) -> str:
    """Return a page without the division that an opening tag starts, nested ones included."""
    start = opening.search(html)
    if start is None:
        return html
    depth = 0
    for tag in re.finditer(r"<(/?)div\b[^>]*>", html[start.start() :]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html[: start.start()] + html[start.start() + tag.end() :]
    raise ValueError(f"a division must be closed, but {start.group()} is not")


def _offline_link(target: str, page: str, files: Collection[str], site_url: str) -> str:
    """Return a link as the copy needs it: to a file beside the page, or to the web for what is only there."""
    address = urljoin(site_url + page, target)
    if target.startswith("#") or not address.startswith(site_url):
        return target
    location, hash_sign, anchor = address.removeprefix(site_url).partition("#")
    file = unquote(location.partition("?")[0])  # a file answers every question alike
    file += "index.html" if file.endswith("/") or not file else ""
    if file not in files:
        return address
    return quote(posixpath.relpath(file, posixpath.dirname(page) or ".")) + hash_sign + anchor
