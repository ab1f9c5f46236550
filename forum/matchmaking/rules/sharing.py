"""Who decides to whom a person's e-mail and telephone are shown."""

from forum.matchmaking.enums import Side
from forum.matchmaking.errors import NoSuchAudience, NotTheirContact


def ensure_may_share(audience: Side, *, audiences: frozenset[Side], is_own: bool, shows_more: bool) -> None:
    """Refuse a choice that is not this person's to make.

    `audiences`: the sides across the table from them, as they take part now. `shows_more`: something is shown that was
    not; to show less is always theirs, whatever became of their part.

    Raises:
        NotTheirContact: it is somebody else's e-mail and telephone.
        NoSuchAudience: they would show more to a side that is not across the table from them.
    """
    if not is_own:
        raise NotTheirContact
    if shows_more and audience not in audiences:
        raise NoSuchAudience
