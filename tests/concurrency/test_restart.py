"""The site is started anew while people use it: systemd keeps the socket, so nobody is refused (`foro.socket`)."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum.deployment.units import unit_files
from forum.deployment.values import Machine
from forum.settings import ROOT, sqlite_url
from tests.conftest import SECRET

GIVEN = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


def site_command() -> list[str]:
    """What `foro.service` starts, from the environment that runs the tests."""
    machine = Machine(host="foro.example.mx", program=Path(sys.prefix), workers=2)
    (unit,) = (file.text for file in unit_files(machine) if file.path.name == "foro.service")
    (line,) = (line for line in unit.splitlines() if line.startswith("ExecStart="))
    return line.removeprefix("ExecStart=").split()


@contextmanager
def site(given: socket.socket, environment: dict[str, str], log: Path) -> Iterator[None]:
    """The site on a socket that it is given."""
    number = given.fileno()
    with log.open("a") as said:
        words = [sys.executable, "-c", GIVEN, str(number), *site_command()]
        process = subprocess.Popen(words, env=environment, pass_fds=(number,), stdout=said, stderr=said)
        try:
            yield
        finally:
            process.terminate()
            assert process.wait(40) == 0


class Visitors:
    """Four visitors, each of whom asks for a page as soon as the last one is there."""

    def __init__(self, port: int) -> None:
        self._port, self._is_over = port, threading.Event()
        self.answers: list[int | str] = []
        self._threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def __enter__(self) -> "Visitors":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Let each of them read the last answer."""
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._is_over.is_set():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/healthz", timeout=40) as answer:
                    self.answers.append(answer.status)
            except (OSError, urllib.error.URLError) as refusal:
                self.answers.append(repr(refusal))

    def wait_for_more(self) -> None:
        """Wait until each of them was answered since."""
        wanted, until = len(self.answers) + 3 * len(self._threads), time.monotonic() + 60
        while len(self.answers) < wanted:
            assert time.monotonic() < until, self.answers[-5:]
            time.sleep(0.05)


def test_nobody_is_refused_while_the_site_is_started_anew(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as given:
        port = given.getsockname()[1]
        environment = {
            **os.environ,
            "FORO_SECRET_KEY": SECRET,
            "FORO_BASE_URL": f"http://localhost:{port}",
            "FORO_DATA_DIR": str(tmp_path),
            "FORO_DATABASE_URL": sqlite_url(tmp_path / "foro.sqlite"),
            "PYTHONPATH": str(ROOT),
        }
        migrate = [sys.executable, "-m", "forum.cli", "migrate"]
        subprocess.run(migrate, env=environment, cwd=tmp_path, check=True, capture_output=True)
        log = tmp_path / "log"
        with Visitors(port) as visitors:
            with site(given, environment, log):
                visitors.wait_for_more()
            with site(given, environment, log):
                visitors.wait_for_more()
                visitors.leave()
    assert set(visitors.answers) == {200}, log.read_text()
