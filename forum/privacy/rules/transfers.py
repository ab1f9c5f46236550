"""To whom personal data are handed over."""

from dataclasses import dataclass

from forum.privacy.enums import RecipientKind


@dataclass(frozen=True, slots=True)
class HandedTo:
    """Who receives personal data: of which kind, the name in words, and the ally and the account where it has them."""

    kind: RecipientKind
    name: str
    ally_id: int | None = None
    person_id: int | None = None
