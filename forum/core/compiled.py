"""Templates that stay compiled from one start to the next, and for every process."""

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from forum.core.data_files import private_folder


class Compiled(FileSystemBytecodeCache):
    """Templates as code, in files that only the account of the app reads; where they cannot be kept nothing is lost."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template with this very source, if it is there."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        with suppress(OSError):
            private_folder(Path(self.directory))
            super().dump_bytecode(bucket)
