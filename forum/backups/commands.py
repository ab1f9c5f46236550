"""`forum backup` and `forum restore`, and what the doctor says of backups."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask

from forum.backups.rules import STALE
from forum.backups.service import latest_backup, make_backup, new_key, restore_backup
from forum.backups.service.making import fingerprint
from forum.core.clock import utc_now
from forum.core.commands import settings
from forum.core.findings import Finding, fine, worth_knowing, wrong

MEGABYTE = 1_000_000


def add_backups(commands: Any, *, backup: Callable[..., int], restore: Callable[..., int]) -> None:
    """Add both to the command line."""
    parser = commands.add_parser("backup", help="one file with the database and the files people sent")
    parser.add_argument("--to", type=Path, help="the folder (FORO_BACKUP_DIR, else backups in the data directory)")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make a key for encrypted backups, and no backup")
    parser.set_defaults(command=backup)
    parser = commands.add_parser("restore", help="fill an empty database and data directory from a backup")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, help="the file with the key of an encrypted backup")
    parser.set_defaults(command=restore)


def make_key(path: Path) -> None:
    """Make a key, and say what to do with it."""
    public = new_key(path, now=utc_now())
    print(
        f"The key is in {path}. Keep it away from this machine: without it no backup can be read, and whoever has it\n"
        f"reads them all. Let the program encrypt for it:\nexport FORO_BACKUP_RECIPIENT={public}"
    )


def backup_now(arguments: argparse.Namespace) -> None:
    """Make a backup, and say where it is."""
    folder = arguments.to or settings().backup_dir or settings().data_dir / "backups"
    made = make_backup(settings(), folder.absolute(), now=utc_now())
    print(f"{made} ({made.stat().st_size / MEGABYTE:.1f} MB)")


def restore_from(arguments: argparse.Namespace, app: Flask, prepare: Callable[[Flask], None]) -> None:
    """Restore a backup and bring it to this version, and say what it was."""
    with app.app_context():
        manifest = restore_backup(settings(), arguments.file.absolute(), key=arguments.key)
        is_same_key = manifest.key == fingerprint(settings().secret_key)
    prepare(app)
    print(f"Restored: made at {manifest.made_at} by version {manifest.program}. The database is up to date.")
    if not is_same_key:
        print(
            "! It was made with another FORO_SECRET_KEY: links in mails sent before, sessions and second steps no "
            "longer work. If you have that key, set it."
        )


def check_backups() -> Iterator[Finding]:
    """A backup was made, and not long ago."""
    folder = settings().backup_dir
    if folder is None:
        yield worth_knowing("Nothing is backed up by itself. Set FORO_BACKUP_DIR to a folder on another disk.")
        return
    newest = latest_backup(folder)
    if newest is None:
        yield worth_knowing(f"There is no backup in {folder} yet: forum worker makes one each day. Now: forum backup")
    elif utc_now() - newest.made_at > STALE:
        yield wrong(f"The last backup is of {newest.made_at:%Y-%m-%d %H:%M} UTC. Is forum worker running?")
    else:
        size = newest.path.stat().st_size / MEGABYTE
        yield fine(f"The last backup is of {newest.made_at:%Y-%m-%d %H:%M} UTC ({size:.1f} MB): {newest.path}")
    if settings().backup_recipient is None:
        yield worth_knowing("Backups are not encrypted. Make a key: forum backup --new-key FILE")
