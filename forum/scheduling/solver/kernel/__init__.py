"""The search, compiled by numba: a board of arrays, the moves on it, and simulated annealing.

numba caches compiled code in a folder. It recompiles a function when its own file changes, but not when a function that
it calls changes in another file. So the name of the folder is a hash of all files of this package.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from numba import config

HERE = Path(__file__).parent


def cache_folder() -> Path:
    """The folder of the compiled code: beside the sources if writable, otherwise in the temporary files of the user."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))).hexdigest()[:16]
    beside = HERE / "__pycache__"
    writable = os.access(beside if beside.exists() else HERE, os.W_OK)
    return (beside if writable else Path(tempfile.gettempdir()) / f"foro-{os.getuid()}") / digest


config.CACHE_DIR = (  # type: ignore[attr-defined]
    os.environ.get("NUMBA_CACHE_DIR", "") or str(cache_folder())
)
