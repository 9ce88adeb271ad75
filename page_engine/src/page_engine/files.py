"""Files and folders: what is in them, whether that has changed, and writing one in one move."""

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path


def digest(path: str | Path) -> str:
    """Return a digest of all that is in a file or folder, wherever it lies."""
    content = hashlib.sha256()
    for file in _files_in(Path(path)):
        content.update(f"{file.relative_to(path)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return content.hexdigest()


def changed_since(moment: float, paths: Iterable[str | Path]) -> bool:
    """Return whether a file, or one in a folder, has changed since a moment, in seconds of `time.time`."""
    return any(file.stat().st_ctime > moment for path in paths for file in _files_in(Path(path)))


def _files_in(path: Path) -> list[Path]:
    """Return a file itself, or the files below a folder, but for what Python makes of them."""
    files = [path] if path.is_file() else [file for file in sorted(path.rglob("*")) if file.is_file()]
    return [file for file in files if "__pycache__" not in file.parts]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, so that an interruption leaves the old one or the new one, and nothing else behind."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        temporary = Path(folder, path.name)
        temporary.write_bytes(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
