"""Making a machine one that serves the site: its user, its database, its files."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from forum.deployment.environment import settings_file
from forum.deployment.proxies import proxy_file
from forum.deployment.units import unit_files
from forum.deployment.values import DATA, USER, File, Machine


class NotInstallable(Exception):
    """The machine lacks something; the message says what to do."""


def files_of(machine: Machine) -> tuple[File, ...]:
    """All files that are written."""
    return settings_file(machine), *unit_files(machine), proxy_file(machine)


def ensure_installable(machine: Machine, *, with_postgresql: bool) -> None:
    """Refuse a machine that could not run what is written.

    Raises:
        NotInstallable: not root, no systemd, the program is where its user cannot read it, or PostgreSQL is missing.
    """
    if os.geteuid() != 0:
        raise NotInstallable("Only root installs services. Try: sudo …")
    if shutil.which("systemctl") is None:
        raise NotInstallable("There is no systemd here. The units can be written elsewhere: --root FOLDER")
    if not (machine.program / "bin" / "gunicorn").is_file():
        raise NotInstallable(f"{machine.program} is no virtual environment with the program in it.")
    if Path.home() in machine.program.parents or Path("/home") in machine.program.parents:
        raise NotInstallable(f"Services see no home folders: install the program in /opt/foro, not {machine.program}.")
    if with_postgresql and shutil.which("createdb") is None:
        raise NotInstallable("There is no PostgreSQL here: apt-get install postgresql postgresql-client")


def write_files(files: Iterable[File], *, root: Path) -> list[tuple[Path, bool]]:
    """Write files below a root; return each path with whether it was written (not: kept as it was).

    Raises:
        OSError: one cannot be written.
    """
    done = []
    for file in files:
        path = root / file.path.relative_to("/")
        is_written = not (file.is_kept and path.exists())
        if is_written:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file.mode), "w") as opened:
                opened.write(file.text)
            path.chmod(file.mode)
            if file.is_for_program and root == Path("/"):
                shutil.chown(path, "root", USER)
        done.append((file.path, is_written))
    return done


def make_user() -> None:
    """Make the user the program runs as, and the folder of its data."""
    try:
        pwd.getpwnam(USER)
    except KeyError:
        _run("useradd", "--system", "--user-group", "--home-dir", str(DATA), "--shell", "/usr/sbin/nologin", USER)
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.chown(DATA, USER, USER)


def make_database() -> None:
    """Make the database on this machine's PostgreSQL, owned by the program's user, able to search names."""
    if USER not in _of_postgres("psql", "-Atc", "SELECT rolname FROM pg_roles").split():
        _of_postgres("createuser", USER)
    if USER not in _of_postgres("psql", "-Atc", "SELECT datname FROM pg_database").split():
        _of_postgres("createdb", "--owner", USER, "--encoding", "UTF8", "--template", "template0", USER)
    _of_postgres("psql", "-q", "-d", USER, "-c", "CREATE EXTENSION IF NOT EXISTS pg_trgm")


def _of_postgres(*command: str) -> str:
    return _run("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode != 0:
        raise NotInstallable(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()
