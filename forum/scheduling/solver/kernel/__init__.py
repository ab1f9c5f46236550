"""The search in machine code (numba): a board of arrays, the moves on it, and annealing over them.

numba keeps what it compiled in a folder; a function is compiled anew when its own file changes, yet not when one it
calls does. So the folder is named after all the files here.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from numba import config

HERE = Path(__file__).parent


def cache_folder() -> Path:
    """Where compiled code is kept: beside the sources where they can be written, else among the user's own files."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))).hexdigest()[:16]
    beside = HERE / "__pycache__"
    writable = os.access(beside if beside.exists() else HERE, os.W_OK)
    return (beside if writable else Path(tempfile.gettempdir()) / f"foro-{os.getuid()}") / digest


config.CACHE_DIR = (  # type: ignore[attr-defined]
    os.environ.get("NUMBA_CACHE_DIR", "") or str(cache_folder())
)
