"""The content security policy: every script within a page is named in it, and no other one."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from built_site import BuiltSite

from publishing.content_security import policy_for, with_policy

HEAD = '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
POLICY = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def sources_of_scripts(policy: str) -> list[str]:
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    return directives["script-src"].split()


def test_a_page_may_load_what_is_on_this_site_and_nothing_else() -> None:
    assert policy_for(["<p>no script</p>"]).split("; ") == [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_scripts_within_pages_are_named_by_their_hashes() -> None:
    pages = ["<script>one('&lt;')</script><p>two</p>", "<script>\n three \n</script><script>one('&lt;')</script>"]
    hashes = sorted(digest(script) for script in ("one('&lt;')", "\n three \n"))
    assert sources_of_scripts(policy_for(pages)) == ["'self'", "'wasm-unsafe-eval'", *hashes]


@pytest.mark.parametrize("tag", ['<script src="a.js">', '<script type="application/json">', "<p>", "<style>"])
def test_what_is_no_script_within_the_page_is_not_named(tag: str) -> None:
    name = re.sub(r"\W.*", "", tag[1:])
    assert sources_of_scripts(policy_for([f"{tag}content</{name}>"])) == ["'self'", "'wasm-unsafe-eval'"]


def test_the_policy_stands_before_every_script() -> None:
    pages = with_policy({Path("page.html"): f"{HEAD}<script>a</script>", Path("b/c.html"): f"{HEAD}<script>b</script>"})
    policy = policy_for(["<script>a</script>", "<script>b</script>"])
    for html in pages.values():
        assert POLICY.findall(html) == [policy]
        assert html.index(policy) < html.index("<script>")


@pytest.mark.parametrize("html", ["<html>", HEAD + '<meta charset="utf-8">'])
def test_a_page_without_a_place_for_the_policy_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="must have <meta charset"):
        with_policy({Path("page.html"): html})


def test_every_page_has_the_policy_and_every_script_is_in_it(site: BuiltSite) -> None:
    pages = site.pages()
    policies = {address: POLICY.findall(html) for address, html in pages.items()}
    assert {len(found) for found in policies.values()} == {1}
    assert len({found[0] for found in policies.values()}) == 1
    allowed = sources_of_scripts(policies["index.html"][0])
    within = {script for html in pages.values() for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)}
    assert {digest(script) for script in within} == set(allowed) - {"'self'", "'wasm-unsafe-eval'"}
    assert within


def test_no_page_has_what_the_policy_blocks(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        assert not re.search(r"<[a-z]+[^>]*\s(style|on[a-z]+)=|<style\b|javascript:", html), address
