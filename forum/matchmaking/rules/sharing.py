"""Who decides to whom a person's e-mail and telephone are shown."""

from forum.matchmaking.enums import Side
from forum.matchmaking.errors import NoSuchAudience, NotTheirContact


def ensure_may_share(audience: Side, *, audiences: frozenset[Side], is_own: bool) -> None:
    """Refuse a choice that is not this person's to make.

    `audiences`: the sides across the table from them, as they take part now.

    Raises:
        NotTheirContact: it is somebody else's e-mail and telephone.
        NoSuchAudience: they do not take part so that this side is across the table.
    """
    if not is_own:
        raise NotTheirContact
    if audience not in audiences:
        raise NoSuchAudience
