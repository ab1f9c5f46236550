"""What machine it is, and the files that make it one."""

from dataclasses import dataclass
from pathlib import Path

USER = "foro"
DATA = Path("/var/lib/foro")
SETTINGS = Path("/etc/foro/foro.env")
COMMAND = Path("/usr/local/bin/forum")
ADDRESS = "127.0.0.1:8000"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What differs between two machines."""

    host: str
    """The public name, such as foro.example.mx."""
    program: Path
    """The folder of the virtual environment that the program is installed in."""
    workers: int
    """Processes that answer pages: one for each core."""
    database: str | None = None
    """The address of the database; None: SQLite in the data folder."""
    proxy: str = "caddy"
    proxy_version: tuple[int, ...] = ()
    """The version of the proxy that is installed; empty where it is unknown."""


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of the machine."""

    path: Path
    text: str
    mode: int = 0o644
    is_kept: bool = False
    """Whether a file that is there already stays: somebody wrote in it."""
    is_for_program: bool = False
    """Whether the program's user reads it, and nobody else does."""
