"""Writing a file in one move: nobody ever reads half of it."""

import tempfile
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, so that an interruption leaves the old one or the new one, and nothing else behind."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
    try:
        temporary.write_bytes(content)
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
