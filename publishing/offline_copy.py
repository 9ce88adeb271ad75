"""The site as a zip that opens from the file system, where there is no server.

There a link must name a file and not a folder, and neither modules nor workers may be loaded:
so the copy has no search and nothing that runs in the page, and shows neither.
"""

import posixpath
import re
from collections.abc import Collection, Mapping
from datetime import date
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote, urljoin
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from page_engine.files import digest
from page_engine.run.cache import key_of, remember
from publishing.site import change_links

NOT_READ = (
    "404.html",
    "sitemap.xml*",
    "search/*",
    "assets/cards/*",
    "assets/javascripts/*/*",
    "assets/*.json",
    "assets/playground.*",
    "assets/python/*",
    "assets/scripts/*",
    "*.map",
    "*.zip",  # the copy itself
)

_USELESS = re.compile(
    r'<meta http-equiv="?content-security-policy"?[^>]*>'
    r'|<script\b[^>]*\btype="?module\b[^>]*>.*?</script>|<link\b[^>]*\brel="?(?:module)?preload[^>]*>'
    r'|<link rel="alternate"[^>]*>'  # the feed: Material looks for the map of the site beside it
    r'|<label class="md-header__button md-icon" for="__search">.*?</form>.*?(?=</nav>)'  # the last in the header
    r'|"navigation\.instant",\s*|(?:,\s*)?"navigation\.instant"',  # with one comma, if there is any
    re.DOTALL,
)


def write_offline_copy(site: Path, archive: Path, site_url: str, day: date, kept: Path | None) -> None:
    """Write the copy, or the one that is kept of the same site."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    for pattern in NOT_READ:
        files = {address: path for address, path in files.items() if not fnmatch(address, pattern)}
    parts = [*files.values(), Path(__file__).parent]
    key = key_of(archive.stem, site_url, day.isoformat(), list(files), *map(digest, parts))
    archive.write_bytes(remember(kept, key, lambda: _packed(files, archive.stem, site_url, day)))


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
    return change_links(_USELESS.sub("", html), lambda target: _offline_link(target, address, files, site_url))


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
