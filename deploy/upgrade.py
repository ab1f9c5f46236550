"""An upgrade while people use the site: two versions on one database.

    python deploy/upgrade.py REF [--postgresql URL]      # the version before, as a commit

The version of REF loads the demo and serves it from two processes on a socket that this program keeps, as `foro.socket`
does. Visitors then ask for pages and register while the database is migrated to the version of this checkout, while the
old version still serves it, and while the new one takes its place. Ends with 1 where any answer failed.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
EDITION, PASSWORD = "demo-13", "proveeduria-demo"
PEOPLE = {
    "organizador": ("", "/registrations", "/meetings/coordination", "/dashboard"),
    "comprador": ("", "/meetings"),
    "proveedor": ("", "/meetings"),
}
GIVEN = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-w", "2", "--preload", "wsgi:app"])
"""
PHASE_SECONDS = 8
WELL = "well answered"


class Visitors:
    """People who ask for their pages, one after the other, until they are told to leave; what they were answered."""

    def __init__(self, port: int) -> None:
        self.port, self.phase, self.answers = port, "1. the old version", Counter[tuple[str, str]]()
        self._is_over, self._said = threading.Event(), threading.Lock()
        asking = [threading.Thread(target=self._ask, args=item) for item in PEOPLE.items()]
        self._threads = [*asking, threading.Thread(target=self._register)]

    @contextmanager
    def here(self) -> Iterator[None]:
        """While they are here."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in self._threads:
                thread.join()

    def _count(self, what: str) -> None:
        with self._said:
            self.answers[self.phase, what] += 1

    def _fetch(self, browser: urllib.request.OpenerDirector, path: str, form: dict[str, str] | None = None) -> str:
        data = None if form is None else urllib.parse.urlencode(form).encode()
        try:
            with browser.open(f"http://localhost:{self.port}{path}", data, timeout=60) as answer:
                left_out = "/sign-in" in answer.url and "/sign-in" not in path
                self._count(f"asked to sign in {path}" if left_out else WELL)
                return str(answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as refusal:
            self._count(f"{refusal.code} {path}")
        except OSError as refusal:
            self._count(f"{refusal!r} {path}")
        return ""

    def _ask(self, name: str, pages: tuple[str, ...]) -> None:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = {"email": f"{name}@demo.example", "password": PASSWORD}
        self._send(browser, "/sign-in/password", form)
        while not self._is_over.is_set():
            for page in pages:
                self._fetch(browser, f"/{EDITION}{page}" if page else f"/{EDITION}/")

    def _register(self) -> None:
        number = 0
        while not self._is_over.is_set():
            number += 1
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            path = f"/{EDITION}/register"
            offered = re.findall(rf'href="({path}/\d+)"', self._fetch(browser, path))
            form = {"given_names": "Ensayo", "first_surname": f"Número {number}", "phone": "477 123 4567"}
            self._send(browser, offered[0] if offered else path, form | {"email": f"ensayo-{number}@demo.example"})
            time.sleep(0.2)

    def _send(self, browser: urllib.request.OpenerDirector, path: str, form: dict[str, str]) -> None:
        """Fill in the form of a page and send it."""
        fields = Fields()
        fields.feed(self._fetch(browser, path))
        self._fetch(browser, path, fields.values | form)


class Fields(HTMLParser):
    """The fields of the longest form of a page, filled in a hurry: what is there already, else the first choice."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: list[dict[str, str]] = [{}]
        self._choosing = ""

    @property
    def values(self) -> dict[str, str]:
        """What would be sent."""
        return max(self._forms, key=len)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a field."""
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._forms.append({})
        elif tag == "select":
            self._choosing = name
        elif tag == "option" and value and self._choosing:
            self._forms[-1].setdefault(self._choosing, value)
        elif tag in ("input", "textarea") and name:
            self._take(name, value, given)

    def _take(self, name: str, value: str, given: dict[str, str | None]) -> None:
        if given.get("type") in ("checkbox", "radio"):
            if "required" in given or "checked" in given:
                self._forms[-1].setdefault(name, value or "y")
        elif given.get("type") not in ("file", "submit"):
            self._forms[-1][name] = value or ("Ensayo" if "required" in given else "")


def main() -> int:
    """Play it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ref")
    parser.add_argument("--postgresql", help="an empty database (default: SQLite)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="upgrade-") as name, socket.create_server(("127.0.0.1", 0)) as given:
        folder, port = Path(name), given.getsockname()[1]
        old = checkout(arguments.ref, folder / "old")
        environment = loaded(old, folder, port, arguments.postgresql)
        visitors = Visitors(port)
        old_site = started(given, old, environment, folder / "old.log")
        with visitors.here():
            time.sleep(PHASE_SECONDS)
            visitors.phase = "2. while the database is migrated"
            run([sys.executable, "-m", "forum.cli", "migrate"], HERE, environment)
            visitors.phase = "3. the old version on the new database"
            time.sleep(PHASE_SECONDS)
            visitors.phase = "4. while the new version takes over"
            stop(old_site)
            new_site = started(given, HERE, environment, folder / "new.log")
            time.sleep(PHASE_SECONDS)
            visitors.phase = "5. the new version"
            time.sleep(PHASE_SECONDS)
        stop(new_site)
        return report(visitors.answers)


def checkout(ref: str, folder: Path) -> Path:
    """The sources of a commit, with its front end built."""
    folder.mkdir()
    archive = subprocess.run(["git", "-C", str(HERE), "archive", ref], check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    run([sys.executable, "-m", "forum.assets.build"], folder, dict(os.environ))
    return folder


def loaded(old: Path, folder: Path, port: int, database: str | None) -> dict[str, str]:
    """The demo of the old version; the settings that both versions are served with."""
    base = {**os.environ, "FORO_DATA_DIR": str(folder / "data")}
    elsewhere = ["--database", database] if database else []
    run([sys.executable, "-m", "forum.cli", "demo", "--no-serve", *elsewhere], old, base)
    (data,) = (folder / "data").glob("demo-*")
    environment = {
        **base,
        "FORO_DATA_DIR": str(data),
        "FORO_SECRET_KEY": (data / "secret-key").read_text().strip(),
        "FORO_BASE_URL": f"http://localhost:{port}",
        "FORO_RATE_LIMITS": "0",
    }
    return environment | ({"FORO_DATABASE_URL": database} if database else {})


def started(given: socket.socket, checkout: Path, environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """A version on the socket."""
    number = given.fileno()
    with log.open("a") as said:
        words = [sys.executable, "-c", GIVEN, str(number)]
        return subprocess.Popen(words, cwd=checkout, env=environment, pass_fds=[number], stdout=said, stderr=said)


def stop(site: "subprocess.Popen[bytes]") -> None:
    """Let a version end what it began."""
    site.terminate()
    site.wait(60)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command; end where it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def report(answers: Counter[tuple[str, str]]) -> int:
    """Say what people were answered; 1 where any answer failed."""
    for (phase, what), number in sorted(answers.items()):
        print(f"{number:6}  {phase}: {what}")
    return int(any(what != WELL for _, what in answers))


if __name__ == "__main__":
    sys.exit(main())
