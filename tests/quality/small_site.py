"""A small site for the gates to look at: a healthy landing page, and others in each of which something is planted."""

from collections.abc import Mapping
from pathlib import Path

from built_site import BuiltSite
from small_pages import without_marks

HEALTHY = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="description" content="A page for the gates to look at.">
<title>A page</title>
<link rel="canonical" href="https://example.org/course/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/course/style.css">
</head>
<body>
<a href="#content">To the content</a>
<main class="md-content">
<h1 id="content">A page</h1>
<p id="below">A text with a <a href="/course/#below">link</a> to another page.</p>
<p><button type="button">Press</button></p>
<p><img src="/course/picture.svg" alt="A square that is filled with black." width="40" height="40"></p>
</main>
</body>
</html>
"""
STYLE = """\
a, button { display: inline-block; min-width: 24px; min-height: 24px; }
:focus-visible { outline: 2px solid; }
a { text-decoration: underline; }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>\n'


def write_site(folder: Path, pages: Mapping[str, Mapping[str, str]]) -> BuiltSite:
    """Write a site in which each page has faults, behind their marks, in the places of what is healthy."""
    links = "".join(f'<p><a href="/course/{address}/">{address}</a></p>\n' for address in pages)
    files = {"style.css": STYLE, "picture.svg": PICTURE, "index.html": HEALTHY.replace("</main>", f"{links}</main>")}
    for address, planted in pages.items():
        html = HEALTHY
        for healthy, fault in planted.items():
            assert html.count(healthy) == 1, healthy
            html = html.replace(healthy, without_marks(fault))
        files[f"{address}/index.html"] = html
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return BuiltSite(folder, "")
