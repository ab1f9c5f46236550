"""A backup is made beside its place, read back, and only then gets its name: a file with the name is a good one."""

import fcntl
import hashlib
import hmac
import importlib.metadata
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from forum.backups.errors import BackupRefused
from forum.backups.rules import Kept, backups_among, is_due, name_of, outdated
from forum.backups.service.archives import DATABASE, UPLOADS, Manifest, files_in, pack
from forum.backups.service.databases import dump, engine_name, migrations_of
from forum.backups.service.encryption import encrypt
from forum.core.commands import HOME
from forum.core.data_files import FILE_MODE, private_folder
from forum.settings import Settings

PART = ".part"


def fingerprint(secret_key: str) -> str:
    """What tells one secret key from another, without telling it."""
    return hmac.new(secret_key.encode(), b"foro.backup", hashlib.sha256).hexdigest()[:16]


def latest_backup(folder: Path | None) -> Kept | None:
    """The newest backup in a folder; of no folder there is none."""
    found = backups_among(folder.iterdir()) if folder is not None and folder.is_dir() else []
    return found[-1] if found else None


def make_due(settings: Settings, *, now: datetime) -> Path | None:
    """Make the backup of the day where none was made yet, and delete old ones; returns its path."""
    folder = settings.backup_dir
    if folder is None:
        return None
    newest = latest_backup(folder)
    if not is_due(newest.made_at if newest else None, now=now, zone=ZoneInfo(HOME)):
        return None
    made = make_backup(settings, folder, now=now)
    for each in outdated(backups_among(folder.iterdir()), now=now, days=settings.backup_days):
        each.path.unlink(missing_ok=True)
    return made


def make_backup(settings: Settings, folder: Path, *, now: datetime) -> Path:
    """Write a backup of the database and the uploaded files to a folder; returns its path.

    Raises:
        BackupRefused: another one is being made, or the database cannot be copied; nothing is left behind.
        OSError: the folder takes no files.
    """
    private_folder(folder)
    target = folder / name_of(now, is_encrypted=settings.backup_recipient is not None)
    with _alone(folder), tempfile.TemporaryDirectory(prefix="foro-", suffix=PART, dir=folder) as name:
        work = Path(name)
        content = work / "content"
        content.mkdir()
        # What a row names was there before the rows were read, or came while they were.
        _link_uploads(settings.data_dir, content)
        dump(content / DATABASE)
        _link_uploads(settings.data_dir, content)
        manifest = Manifest(
            made_at=now.isoformat(timespec="seconds"),
            program=importlib.metadata.version("foro"),
            engine=engine_name(),
            migrations=migrations_of(),
            key=fingerprint(settings.secret_key),
            files=files_in(content),
        )
        pack(content, manifest, packed := work / "packed")
        if settings.backup_recipient is not None:
            encrypt(packed, work / "encrypted", recipient=settings.backup_recipient)
            packed = work / "encrypted"
        _settle(packed, target)
    return target


def _link_uploads(data_dir: Path, content: Path) -> None:
    (content / UPLOADS).mkdir(exist_ok=True)
    for path in (data_dir / UPLOADS).glob("*"):
        if path.suffix != PART:
            with suppress(FileExistsError, FileNotFoundError):
                _link(path, content / UPLOADS / path.name)


def _link(path: Path, target: Path) -> None:
    try:
        target.hardlink_to(path)
    except OSError as error:
        if isinstance(error, FileExistsError | FileNotFoundError):
            raise
        target.write_bytes(path.read_bytes())  # another disk


def _settle(packed: Path, target: Path) -> None:
    """On the disk for good, then under its name."""
    packed.chmod(FILE_MODE)
    with packed.open("rb") as file:
        os.fsync(file.fileno())
    packed.replace(target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time; a process that dies lets go of it."""
    with open(os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, FILE_MODE), "rb+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"Another backup is being made in {folder}.") from None
        yield
