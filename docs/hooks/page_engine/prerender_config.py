"""The configuration of a site without hooks, made of the one with them."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path
from typing import Any

import yaml

# Hooks make what these are about, or need: their scripts read data that hooks write into the site.
_HOOKED = {"hooks", "watch", "exclude_docs", "extra_javascript"}
_NATIVE_PLUGINS = {"search", "mkdocstrings"}  # a generator may know these without a plugin of MkDocs

Config = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """Reads YAML in which ``!ENV [NAME, default]`` stands for a variable of the environment."""


def _variable(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> str:
    name, default = map(str, loader.construct_sequence(node))
    return os.environ.get(name, default)


_Loader.add_constructor("!ENV", _variable)


def read_config(path: Path) -> Config:
    """Return the configuration in a file, with the values of the environment."""
    config: Config = yaml.load(path.read_text("utf-8"), _Loader)  # a safe one
    return config


def plain_config(config: Config, project: Path, pages: Set[str]) -> str:
    """Return the YAML of a configuration without what only hooks and plugins of MkDocs understand.

    Parameters
    ----------
    config : dict
        The one with hooks.
    project : Path
        The folder at which its paths start.
    pages : set of str
        The addresses of the pages that there are; others, which hooks make, are left out of the navigation.
    """
    plain = {name: value for name, value in config.items() if name not in _HOOKED}
    plain["theme"] = {name: value for name, value in config["theme"].items() if name != "custom_dir"}
    plain["plugins"] = [
        _with_paths(plugin, project) for plugin in config["plugins"] if _name(plugin) in _NATIVE_PLUGINS
    ]
    plain["nav"] = _existing(config["nav"], pages)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def _name(plugin: str | Config) -> str:
    return plugin if isinstance(plugin, str) else next(iter(plugin))


def _with_paths(plugin: str | Config, project: Path) -> str | Config:
    """Return a plugin that finds the documented code from another folder, too."""
    if isinstance(plugin, str):
        return plugin
    [(name, options)] = plugin.items()
    handlers = {
        language: handler | {"paths": [str(project / path) for path in handler["paths"]]}
        for language, handler in options["handlers"].items()
    }
    return {name: options | {"handlers": handlers}}


def _existing(entries: list[Config], pages: Set[str]) -> list[Config]:
    """Return the entries of a navigation that lead to pages, and the groups that have any."""
    kept = []
    for entry in entries:
        [(title, target)] = entry.items()
        target = _existing(target, pages) if isinstance(target, list) else target
        if target and (isinstance(target, list) or target in pages):
            kept.append({title: target})
    return kept
