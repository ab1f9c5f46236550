"""Whether a request is being answered for the second time, under the lock of what it edits."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g


def holds_edit() -> bool:
    """Whether the lock is held: what was counted or asked before is not counted again."""
    return bool(g.get("edit_held"))


@contextmanager
def holding_edit() -> Iterator[None]:
    """The second answer, during the block."""
    g.edit_held = True
    try:
        yield
    finally:
        g.edit_held = False
