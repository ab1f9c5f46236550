"""Files that only the account of the program may read: databases, mails, keys (folders 0700, files 0600).

Files that are there already, from a version that made them readable to all, are narrowed when the program starts.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077
# What the data directory holds of ours; another file that lies there is left as it is.
OURS = ("*.sqlite*", "secret-key", "mail/*.eml")


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else may enter; one that is there is narrowed.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _narrow(folder)


def private_file(path: Path) -> None:
    """Make a file that nobody else may read, before a library makes it as it likes; with those SQLite puts beside it.

    Where it cannot be made, whoever opens it says why.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    for each in path.parent.glob(f"{path.name}*"):
        _narrow(each)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that nobody else may read.

    Raises:
        OSError: it cannot be written.
    """
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE), "wb") as file:
        file.write(data)


def narrow_data(folder: Path) -> None:
    """Narrow the data directory and our files in it, where they are wider than they should be."""
    for path in wide_data(folder):
        _narrow(path)


def wide_data(folder: Path) -> list[Path]:
    """The data directory and our files in it that others may read."""
    return [path for path in (folder, *_ours(folder)) if path.exists() and path.stat().st_mode & OTHERS]


def _ours(folder: Path) -> Iterator[Path]:
    yield folder / "mail"
    yield folder / "uploads"
    for pattern in OURS:
        yield from folder.glob(pattern)


def _narrow(path: Path) -> None:
    """Take others' rights away; not from a folder all programs share (/tmp), nor where that is not ours to do."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & OTHERS and not mode & stat.S_ISVTX and path != path.parent:
            path.chmod(stat.S_IMODE(mode) & ~OTHERS)
