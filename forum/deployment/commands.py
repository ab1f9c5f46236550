"""`forum install-service`: this Debian machine serves the site from now on."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from forum.deployment.environment import OWN_DATABASE
from forum.deployment.installing import (
    NotInstallable,
    ensure_installable,
    files_of,
    make_database,
    make_user,
    write_files,
)
from forum.deployment.proxies import PROXIES, proxy_steps
from forum.deployment.values import SETTINGS, Machine

HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def add_install(commands: Any) -> None:
    """Add it to the command line."""
    parser = commands.add_parser("install-service", help="write the systemd units, the proxy's file and the settings")
    parser.add_argument("host", type=_host, help="the public name, such as foro.example.mx")
    database = parser.add_mutually_exclusive_group()
    database.add_argument("--postgresql", action="store_true", help="make a database on this machine's PostgreSQL")
    database.add_argument("--database", metavar="URL", help="a database elsewhere (default: SQLite)")
    parser.add_argument("--proxy", choices=PROXIES, default="caddy")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2, help="processes (one for each core)")
    parser.add_argument("--root", type=Path, default=Path("/"), help="write below this folder, and do nothing else")
    parser.set_defaults(command=install)


def install(arguments: argparse.Namespace) -> int:
    """Install, and say what was written and what to type next; 1 where the machine lacks something."""
    machine = Machine(
        host=arguments.host,
        program=Path(sys.prefix),
        workers=arguments.workers,
        database=OWN_DATABASE if arguments.postgresql else arguments.database,
        proxy=arguments.proxy,
        proxy_version=_version_of(arguments.proxy),
    )
    try:
        if arguments.root == Path("/"):
            ensure_installable(machine, with_postgresql=arguments.postgresql)
            make_user()
            if arguments.postgresql:
                make_database()
        written = write_files(files_of(machine), root=arguments.root)
    except (NotInstallable, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for path, is_written in written:
        print(f"{path}{'' if is_written else ' (kept as it was)'}")
    print(f"\nNow look at {SETTINGS}, and then:")
    for step in (
        "forum migrate && forum create-organiser usted@example.mx",
        "systemctl daemon-reload && systemctl enable --now foro.socket foro foro-worker",
        *proxy_steps(machine),
        "forum doctor",
    ):
        print(f"  {step}")
    return 0


def _host(text: str) -> str:
    if HOST.fullmatch(text.lower()) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a public name such as foro.example.mx")
    return text.lower()


def _version_of(proxy: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([proxy, "version"], capture_output=True, text=True, check=False, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in found.groups()) if found else ()
