"""Allied organisations and their codes."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from forum.companies.errors import AllyCodeTaken, AllyNameTaken
from forum.companies.models import Ally, AllyCode, AllyLogo
from forum.companies.service.codes import normal_code
from forum.companies.service.logos import reencoded
from forum.core.database import atomic, locked, refusing
from forum.core.search import fold
from forum.editions.models import Edition

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LARGEST_BATCH = 500


def add_ally(name: str) -> Ally:
    """Add an allied organisation.

    Raises:
        AllyNameTaken: an ally has that name already.
    """
    with atomic() as current, refusing("uq_ally_slug", AllyNameTaken()):
        ally = Ally(name=name, slug=_slug_of(name))
        current.add(ally)
    return ally


def edit_ally(
    ally_id: int,
    *,
    name: str,
    about_es: str,
    about_en: str,
    website: str | None,
    is_public: bool,
    takes_contacts: bool,
    logo: bytes,
    now: datetime,
) -> None:
    """Change what an ally says of itself; `logo` is a picture, or empty: the one it has stays.

    Raises:
        NotFound: there is no such ally.
        AllyNameTaken: another ally has that name.
        NotAnImage, ImageTooLarge: the picture cannot be used.
    """
    picture = reencoded(logo) if logo else None
    with atomic() as current, refusing("uq_ally_slug", AllyNameTaken()):
        ally = locked(Ally, ally_id)
        if ally.name != name:
            ally.name, ally.slug = name, _slug_of(name)
        ally.about_es, ally.about_en, ally.website = about_es, about_en, website
        ally.is_public, ally.takes_contacts = is_public, takes_contacts
        if picture is not None:
            kept = current.get(AllyLogo, ally_id) or AllyLogo(ally_id=ally_id)
            kept.png, kept.width, kept.height = picture
            kept.updated_at = now
            current.add(kept)
        current.flush()


def remove_ally_logo(ally_id: int) -> None:
    """Delete the logo of an ally."""
    with atomic() as current:
        logo = current.get(AllyLogo, ally_id)
        if logo is not None:
            current.delete(logo)


def add_pooled_code(
    ally_id: int,
    *,
    edition_id: int,
    code: str,
    cap: int | None,
    expires_at: datetime | None,
    benefit: str = "",
    affiliates: bool = False,
) -> AllyCode:
    """Add a code for many uses, up to its cap if it has one; `benefit`: what whoever uses it gets, in words.

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
            benefit=benefit,
            affiliates=affiliates,
        )
        current.add(made)
    return made


def add_single_use_codes(
    ally_id: int,
    *,
    edition_id: int,
    how_many: int,
    prefix: str,
    expires_at: datetime | None,
    benefit: str = "",
    affiliates: bool = False,
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
            benefit=benefit,
            affiliates=affiliates,
        )
        for _ in range(min(how_many, LARGEST_BATCH))
    ]
    with atomic() as current, refusing("uq_ally_code_edition_id_code", AllyCodeTaken()):
        locked(Ally, ally_id)
        current.add_all(made)
    return made


def ask_recipients(edition_id: int, *, asks: bool) -> None:
    """Say whether who registers in an edition is asked which allies may have their contact data."""
    with atomic():
        locked(Edition, edition_id).asks_recipients = asks


def random_code() -> str:
    """Eight random letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def _slug_of(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
