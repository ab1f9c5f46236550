"""A hub as a process of its own, and a phone that talks to it over HTTPS."""

import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from forum.settings import ROOT
from tests.builders.ports import free_port

HOST = "localhost"


class HubProcess:
    """`forum hub`, started, killed and started again at the same address."""

    def __init__(self, folder: Path, *, centre: str, key: str, port: int = 0, options: tuple[str, ...] = ()) -> None:
        self.folder, self._centre, self._key, self.options = folder, centre, key, options
        self.port, self.help_port = port or free_port(), free_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where phones open it."""
        return f"https://{HOST}:{self.port}"

    @property
    def authority(self) -> Path:
        """What phones have to trust."""
        return self.folder / "authority.pem"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "forum.cli", "hub", self._centre, self.address, "--host", "127.0.0.1"]
        command += ["--help-port", str(self.help_port), "--data", str(self.folder), *self.options]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._key}\n")
        self._process.stdin.close()
        for line in self._process.stdout:
            if line.startswith("The hub serves"):
                return
        raise AssertionError(f"the hub did not start: {self._process.wait()}")

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Tell it to stop; returns what it ended with."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(timeout=20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None
        return code


class Phone:
    """A browser at the hub: its cookies, its token against forgery."""

    def __init__(self, hub: HubProcess, *, cookie: str = "") -> None:
        self._hub, self._token = hub, ""
        self.cookies = {"foro": cookie} if cookie else {}
        self._context = ssl.create_default_context(cafile=str(hub.authority))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask the hub."""
        connection = http.client.HTTPSConnection(HOST, self._hub.port, context=self._context, timeout=20)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent |= {} if body is None else {"Content-Type": "application/json", "X-CSRFToken": self._token}
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent | headers)
            answer = connection.getresponse()
            read = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, read

    def open(self, path: str) -> str:
        """Open a page, and take its token."""
        status, _headers, page = self.ask("GET", path)
        assert status == 200, (status, page[:500])
        found = re.search(rb'name="csrf-token" content="([^"]+)"', page)
        self._token = found.group(1).decode() if found else self._token
        return page.decode()

    def scan(self, gate_id: int, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Scan at a gate: the status, and the answer."""
        status, _headers, answer = self.ask("POST", f"/api/gates/{gate_id}/scans", body)
        return status, json.loads(answer)


def until(is_so: Callable[[], object], *, seconds: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.1)
