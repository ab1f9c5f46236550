"""The machine the figures were measured on, and the program served on it."""

import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from forum.app import create_app
from forum.settings import Settings, sqlite_url

ROOT = Path(__file__).resolve().parents[1]
SECRET = "only-for-benchmarks-" + "x" * 32
WORKERS = 2


def machine() -> str:
    """One line about this machine."""
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = {line.partition(":")[2].strip() for line in info if line.startswith("model name")}
    return f"{', '.join(names)}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


@dataclass(frozen=True)
class Served:
    """A program served on a port, the same program in this process, and whose CPU to count."""

    port: int
    app: Flask
    pids: list[int]
    engine: str


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for one run."""
    folder = Path(tempfile.mkdtemp(prefix="foro-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database(folder: Path) -> Iterator[str | None]:
    """A fresh PostgreSQL database on the server of FORO_TEST_POSTGRES or one of our own; None where there is none."""
    server = os.environ.get("FORO_TEST_POSTGRES")
    if server is None:
        with _own_postgres(folder) as address:
            yield address
        return
    name = f"foro_benchmark_{uuid.uuid4().hex[:8]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@contextmanager
def _own_postgres(folder: Path) -> Iterator[str | None]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        yield None
        return
    bin_folder, data, port = found[-1].parent, folder / "postgres", free_port()
    data.mkdir()
    drop = []
    if os.getuid() == 0:
        folder.chmod(0o755)
        shutil.chown(data, "postgres")
        drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    subprocess.run([*drop, bin_folder / "initdb", "-D", data / "c", "-A", "trust", "-U", "postgres"], check=True,
                   capture_output=True)  # fmt: skip
    server = subprocess.Popen(
        [*drop, bin_folder / "postgres", "-D", data / "c", "-p", str(port), "-h", "127.0.0.1", "-k", data,
         "-c", "shared_buffers=256MB"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    _wait(port)
    time.sleep(1)
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(2)
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(900):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


def settings_for(database_url: str, folder: Path, port: int) -> dict[str, str]:
    """The production environment of the program under load (rate limits apart, all as for real)."""
    return {
        "FORO_SECRET_KEY": SECRET,
        "FORO_DATABASE_URL": database_url,
        "FORO_DATA_DIR": str(folder),
        "FORO_BASE_URL": f"http://localhost:{port}",
        "FORO_RATE_LIMITS": "0",
    }


@contextmanager
def prepared(database_url: str | None, folder: Path) -> Iterator[tuple[Flask, dict[str, str], int]]:
    """The program in this process on a database of this run."""
    port = free_port()
    environment = settings_for(database_url or sqlite_url(folder / "foro.sqlite"), folder, port)
    app = create_app(Settings.from_environment(environment))
    yield app, environment, port


@contextmanager
def served(app: Flask, environment: dict[str, str], port: int, folder: Path) -> Iterator[Served]:
    """The program under gunicorn as README starts it."""
    with gunicorn("wsgi:app", environment, port, folder) as pid:
        engine = "SQLite" if environment["FORO_DATABASE_URL"].startswith("sqlite") else "PostgreSQL"
        yield Served(port, app, [pid], engine)


@contextmanager
def gunicorn(application: str, environment: dict[str, str], port: int, folder: Path) -> Iterator[int]:
    """An application under gunicorn: 2 processes, forked from the one whose id is yielded."""
    command = [sys.executable, "-m", "gunicorn", "-w", str(WORKERS), "--preload",
               "-b", f"127.0.0.1:{port}", "--log-level", "warning", "--worker-tmp-dir", "/dev/shm",
               application]  # fmt: skip
    log = (folder / f"gunicorn-{port}.log").open("w")
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log)
    try:
        _wait(port)
        time.sleep(2)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)
        log.close()
