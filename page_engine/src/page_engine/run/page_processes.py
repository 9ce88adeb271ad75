"""Fresh processes for pages, which need not import NumPy and matplotlib anew: a server has, and splits them off."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock


class Server:
    """A process that has imported some modules in some environment."""

    def __init__(self, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        self._channel, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-u", "-X", "utf8", "-m", "page_engine.run.fork_server", str(theirs.fileno())]
        self.process = subprocess.Popen(
            [*command, *modules],
            env=environment,
            cwd=Path(__file__).parent,  # where no settings of others lie
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._lock = Lock()

    def run(self, folder: Path) -> str:
        """Run a page to its end and return that, as `run_page_process` does."""
        reading, writing = os.pipe()
        try:
            with self._lock:
                socket.send_fds(self._channel, [os.fsencode(folder)], [writing])
                self._channel.recv(1)  # so that no two messages arrive as one
        finally:
            os.close(writing)
        with os.fdopen(reading, encoding="ascii") as pipe:
            page, _, end = pipe.read().partition(" ")
        if page and not end:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(page), signal.SIGKILL)
        return end

    def end(self) -> None:
        """Let the server go; pages that run end with their keepers."""
        self._channel.close()
        self.process.wait()


_servers: dict[object, Server] = {}
_lock = Lock()


def run_page_process(folder: Path, modules: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run the page whose job lies in a folder, in a process that has imported some modules and nothing else.

    Return its exit code, the negative number of the signal that has ended it, or `fork_server.OVERDUE`;
    nothing if the page has ended the process that waits for it.
    """
    key = (*modules, *sorted(environment.items()))
    with _lock:
        if key in _servers and _servers[key].process.poll() is not None:
            _servers.pop(key).end()
        server = _servers.setdefault(key, _servers.get(key) or Server(modules, environment))
    return server.run(folder)


@atexit.register
def _end_servers() -> None:
    for server in _servers.values():
        server.end()
