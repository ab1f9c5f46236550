"""A backup is unpacked and checked before anything is touched, and goes only where nothing is."""

import shutil
import tempfile
from pathlib import Path

from forum.backups.errors import BackupRefused
from forum.backups.service.archives import DATABASE, UPLOADS, Manifest, unpack
from forum.backups.service.databases import engine_name, has_tables, load
from forum.backups.service.encryption import ENDING, decrypt
from forum.core.commands import known_migrations
from forum.core.data_files import private_folder
from forum.settings import Settings

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore_backup(settings: Settings, source: Path, *, key: Path | None) -> Manifest:
    """Fill an empty database and data directory from a backup; its migrations may be older than ours.

    Raises:
        BackupRefused: something is there already, the file is not whole, or it is of another engine or a newer
            version; nothing was changed.
    """
    if not source.is_file():
        raise BackupRefused(f"There is no file {source}.")
    if has_tables():
        raise BackupRefused("The database is not empty. Restore into a new one, and point FORO_DATABASE_URL to it.")
    uploads = settings.data_dir / UPLOADS
    if uploads.is_dir() and any(uploads.iterdir()):
        raise BackupRefused(f"{uploads} is not empty. Restore into a new data directory, or move the files away.")
    private_folder(settings.data_dir)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.data_dir) as name:
        work = Path(name)
        if source.suffix == ENDING:
            decrypt(source, work / "packed", key=key)
        content = work / "content"
        content.mkdir()
        manifest = unpack(work / "packed" if source.suffix == ENDING else source, content)
        _ensure_ours(manifest)
        (content / UPLOADS).mkdir(exist_ok=True)
        private_folder(content / UPLOADS)
        if uploads.is_dir():
            uploads.rmdir()
        (content / UPLOADS).replace(uploads)
        try:
            load(content / DATABASE)
        except BaseException:
            shutil.rmtree(uploads)
            raise
    return manifest


def _ensure_ours(manifest: Manifest) -> None:
    if manifest.engine != engine_name():
        made, here = NAMES.get(manifest.engine, manifest.engine), NAMES[engine_name()]
        raise BackupRefused(f"The backup is of {made}, FORO_DATABASE_URL names {here}.")
    if not set(manifest.migrations) <= known_migrations():
        raise BackupRefused(f"The backup is of a newer version ({manifest.program}). Install that one first.")
