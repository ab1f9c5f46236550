"""What a page has shown, in a few characters: who confirms it confirms exactly this."""

import hashlib


def digest_of_shown(*said: object) -> str:
    """Sixteen characters that differ where any of these plain values does: `repr` must say all of them."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
