"""Allied organisations and their codes."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from forum.companies.errors import AllyCodeTaken, AllyNameTaken
from forum.companies.models import Ally, AllyCode
from forum.companies.service.codes import normal_code
from forum.core.database import atomic, locked, refusing
from forum.core.search import fold

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LARGEST_BATCH = 500


def add_ally(name: str) -> Ally:
    """Add an allied organisation.

    Raises:
        AllyNameTaken: an ally has that name already.
    """
    slug = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
    with atomic() as current, refusing("uq_ally_slug", AllyNameTaken()):
        ally = Ally(name=name, slug=slug)
        current.add(ally)
    return ally


def add_pooled_code(
    ally_id: int, *, edition_id: int, code: str, cap: int | None, expires_at: datetime | None
) -> AllyCode:
    """Add a code for many uses, up to its cap if it has one.

    Raises:
        AllyCodeTaken: the edition has the code already.
        NotFound: there is no such ally.
    """
    with atomic() as current, refusing("uq_ally_code_edition_id_code", AllyCodeTaken()):
        locked(Ally, ally_id)
        made = AllyCode(
            ally_id=ally_id,
            edition_id=edition_id,
            code=normal_code(code),
            cap=cap,
            expires_at=expires_at,
        )
        current.add(made)
    return made


def add_single_use_codes(
    ally_id: int, *, edition_id: int, how_many: int, prefix: str, expires_at: datetime | None
) -> Sequence[AllyCode]:
    """Add a batch of random codes, each for one person; eight letters and digits that are not mistaken for others.

    Raises:
        AllyCodeTaken: a random code exists already (one in a billion): try again.
        NotFound: there is no such ally.
    """
    made = [
        AllyCode(
            ally_id=ally_id,
            edition_id=edition_id,
            code=f"{normal_code(prefix)}{random_code()}",
            cap=1,
            expires_at=expires_at,
        )
        for _ in range(min(how_many, LARGEST_BATCH))
    ]
    with atomic() as current, refusing("uq_ally_code_edition_id_code", AllyCodeTaken()):
        locked(Ally, ally_id)
        current.add_all(made)
    return made


def random_code() -> str:
    """Eight random letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))
