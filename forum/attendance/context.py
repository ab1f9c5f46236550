"""The session in an address of attendance."""

from forum.core.errors import NotFound
from forum.editions.context import current_edition
from forum.programme.queries.published import programme_of
from forum.programme.rules.versions import VersionTalk


def shown_talk(talk_id: int) -> VersionTalk:
    """A session that everybody sees in the programme of the current edition.

    Raises:
        NotFound: there is none, or it was taken away.
    """
    talk = programme_of(current_edition()).talk(talk_id)
    if talk.cancelled:
        raise NotFound
    return talk
