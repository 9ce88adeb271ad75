"""What a project wants of the engine: `[tool.page-engine]` in the `pyproject.toml` above its pages."""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a project wants; an empty path is nothing that it wants."""

    folder: Path  # the project's; the paths below start there
    cache: str = ""  # the folder where outcomes are kept
    time_limit: float = 60.0  # seconds of processor time that a page may take
    style: str = ""  # the matplotlibrc of the figures; fonts that lie beside it are known by their names
    alternative_texts: str = ""  # the record of figures with their alternative texts, {} at first

    def __post_init__(self) -> None:
        wanted = os.environ.get("PAGE_TIME_LIMIT", self.time_limit)
        try:
            seconds = float(wanted)
            if not 0 < seconds < float("inf"):
                raise ValueError
        except (TypeError, ValueError):
            raise ValueError(f"time_limit, or PAGE_TIME_LIMIT, must be seconds above 0, got {wanted!r}") from None
        object.__setattr__(self, "time_limit", seconds)

    def path(self, name: str) -> Path | None:
        """Return the path of a setting, if it is set."""
        value = getattr(self, name)
        return self.folder / value if value else None


def settings_for(page: str | Path) -> Settings:
    """Return the settings of the project around a page."""
    parents = Path(os.path.realpath(page)).parents  # which a link to itself has, too
    for folder in parents:
        if found := _read(folder / "pyproject.toml"):
            return found
    return Settings(parents[0])


def _read(project: Path) -> Settings | None:
    """Return the settings in a file, which may name each with hyphens."""
    try:
        text = project.read_text("utf-8") if project.is_file() else ""
        table: dict[str, Any] | None = tomllib.loads(text).get("tool", {}).get("page-engine")
    except ValueError as error:
        raise ValueError(f"{project}: {error}") from error
    if table is None:
        return None
    wanted = {name.replace("-", "_"): value for name, value in table.items()}
    known = {field.name for field in fields(Settings)} - {"folder"}
    for name, value in wanted.items():
        if name not in known:
            raise ValueError(f"{project}: [tool.page-engine] must have {', '.join(sorted(known))}, got {name}")
        if name != "time_limit" and not isinstance(value, str):
            raise ValueError(f"{project}: {name} must be the text of a path, got {value!r}")
    return Settings(project.parent, **wanted)
