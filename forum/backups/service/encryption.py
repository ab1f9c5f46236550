"""Backups that only the holder of a key can read, in the age format (age-encryption.org/v1).

The machine that makes them knows the public half alone: whoever takes the machine cannot read older backups.
"""

import os
from datetime import datetime
from pathlib import Path

import pyrage

from forum.backups.errors import BackupRefused
from forum.core.data_files import FILE_MODE

ENDING = ".age"


def new_key(path: Path, *, now: datetime) -> str:
    """Write a new key to a file, as `age-keygen` does; returns its public half.

    Raises:
        BackupRefused: the file is there already.
    """
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w", encoding="ascii") as file:
            file.write(f"# created: {now.isoformat(timespec='seconds')}\n# public key: {public}\n{identity}\n")
    except FileExistsError:
        raise BackupRefused(f"{path} is there already: a key is never overwritten.") from None
    return public


def encrypt(source: Path, target: Path, *, recipient: str) -> None:
    """Encrypt a file for a public key.

    Raises:
        BackupRefused: it is no public key.
    """
    pyrage.encrypt_file(str(source), str(target), [_public(recipient)])


def _public(recipient: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise BackupRefused("FORO_BACKUP_RECIPIENT is no public key, as forum backup --new-key makes them.") from None


def decrypt(source: Path, target: Path, *, key: Path | None) -> None:
    """Decrypt a file with the keys in another.

    Raises:
        BackupRefused: there is no key, or it is another one.
    """
    if key is None:
        raise BackupRefused(f"{source.name} is encrypted. Name the file of its key: --key FILE")
    try:
        lines = [line.strip() for line in key.read_text(encoding="ascii", errors="replace").splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, pyrage.IdentityError) as error:
        raise BackupRefused(f"{key} holds no key: {error}") from error
    try:
        pyrage.decrypt_file(str(source), str(target), keys)
    except pyrage.DecryptError as error:
        raise BackupRefused(f"The key in {key} does not open {source.name}: {error}") from error
