"""Who answers: signed in, or behind the link of a mail, which opens nothing but their own outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts.context import current_person
from forum.core.edition import enter_edition
from forum.core.errors import NotFound
from forum.core.tokens import unsign
from forum.core.twins import twin_url
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import meeting_for
from forum.outcomes.queries import OverMeeting, find_answerer
from forum.outcomes.service import mark_of


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers, in which edition, and the token of the link they came by, if any."""

    person_id: int
    edition: Edition
    token: str | None = None

    def url(self, page: str, **values: int) -> str:
        """The address of one of the pages of outcomes for them."""
        return twin_url(f"outcomes.{page}", self.token, **values)

    def meeting(self, meeting_id: int) -> tuple[Meeting, Side]:
        """A meeting they answer for, and their side. Behind a link only those in which they sat themselves.

        Raises:
            NotFound: there is none, or it is somebody else's.
        """
        meeting, side = meeting_for(self.person_id, meeting_id, edition_id=self.edition.id, acting=True)
        if self.token is not None and self.person_id not in {meeting.person_id, meeting.buyer.person_id}:
            raise NotFound
        return meeting, side


def signed_in_answerer() -> Answerer:
    """Who has signed in."""
    return Answerer(current_person().id, current_edition())


def linked_answerer(token: str) -> Answerer:
    """Whom the link of a mail names; its edition becomes the current one.

    Raises:
        NotFound: we did not sign it, the account is closed, or its address is another one by now.
    """
    signed = unsign("outcomes", token)
    person_id, edition_id, mark = signed if isinstance(signed, list) and len(signed) == 3 else (0, 0, "")
    found = find_answerer(person_id, edition_id)
    if found is None or mark_of(found[0]) != mark:
        raise NotFound
    person, edition = found
    enter_edition(edition)
    return Answerer(person.id, edition, token)


def next_unanswered(meetings: Sequence[OverMeeting], *, after: int) -> OverMeeting | None:
    """The next meeting without an answer: of those later than this one, else the first of all."""
    places = [place for place, each in enumerate(meetings) if each.id == after]
    later = meetings[places[0] + 1 :] if places else []
    return next((each for each in (*later, *meetings) if each.outcome is None and each.id != after), None)
