"""The file of a backup: a tar with a list of what is in it, the database and the files people sent, with digests."""

import json
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from io import BytesIO
from pathlib import Path

from forum.backups.errors import BackupRefused
from forum.backups.rules import FORMAT

LIST, DATABASE, UPLOADS = "manifest.json", "database", "uploads"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a backup holds. `files`: the SHA-256 of each; `key`: a fingerprint of the secret key it was made with."""

    made_at: str
    program: str
    engine: str
    migrations: list[str]
    key: str
    files: Mapping[str, str]
    format: int = FORMAT


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, str]:
    """The digests of all files below a folder, by their path in it."""
    return {str(path.relative_to(folder)): digest_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write the list and the files of a folder to a tar, and read it back."""
    with tarfile.open(target, "w:gz", compresslevel=4) as archive:
        text = json.dumps(asdict(manifest), indent=1).encode()
        entry = tarfile.TarInfo(LIST)
        entry.size = len(text)
        archive.addfile(entry, BytesIO(text))
        for name in manifest.files:
            archive.add(folder / name, name)
    with tarfile.open(target) as archive:
        for name, digest in manifest.files.items():
            file = archive.extractfile(name)
            if file is None or file_digest(file, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                raise BackupRefused(f"{name} was not written as it is. Is the disk sound?")


def unpack(source: Path, folder: Path) -> Manifest:
    """Put the files of a backup into an empty folder, each checked.

    Raises:
        BackupRefused: it is no backup, is cut short or was changed.
    """
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        said = json.loads((folder / LIST).read_bytes())
        if said["format"] != FORMAT:
            raise BackupRefused(f"{source.name} is of a newer version of the program. Restore it with that one.")
        manifest = Manifest(**said)
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{source.name} is no whole backup: {error}") from error
    (folder / LIST).unlink()
    found = files_in(folder)
    for name in sorted({*found, *manifest.files}):
        if found.get(name) != manifest.files.get(name):
            raise BackupRefused(f"{source.name} was damaged or changed: {name} is not what was backed up.")
    return manifest
