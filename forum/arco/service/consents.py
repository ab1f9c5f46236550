"""A person's own consents: accepted again under a new notice, withdrawn."""

from collections.abc import Collection
from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked_all
from forum.privacy.enums import Purpose
from forum.privacy.errors import NotGiven, NotVoluntary
from forum.privacy.queries import consents_of, current_notice, recipients_of
from forum.privacy.service import record_consents, record_recipients


def accept_notice(
    person_id: int, notice_id: int, *, again: Collection[Purpose], recipients: Collection[int] = (), now: datetime
) -> None:
    """Take part under a new notice. What had been allowed besides and is not among `again` ends.

    `recipients`: the allies that may still have the contact data, of those that might.
    """
    with atomic():
        locked_all(Person, [person_id])
        given = [each for each, granted in consents_of(person_id).items() if granted and each is not Purpose.EVENT]
        answers: dict[Purpose, bool] = {Purpose.EVENT: True, **{each: each in again for each in given}}
        record_consents(person_id, notice_id, answers, now)
        might = [ally_id for ally_id, answer in recipients_of(person_id).items() if answer.granted]
        record_recipients(person_id, notice_id, {each: each in recipients for each in might}, now)


def withdraw_consent(person_id: int, purpose: Purpose, *, recipient: int | None = None, now: datetime) -> None:
    """End a voluntary consent, at any time and without a reason; or that one ally may have the contact data.

    Raises:
        NotVoluntary: nobody takes part without it.
        NotGiven: it is not given, or was withdrawn.
    """
    if purpose is Purpose.EVENT:
        raise NotVoluntary
    with atomic():
        locked_all(Person, [person_id])
        if recipient is not None:
            answer = recipients_of(person_id).get(recipient)
            if answer is None or not answer.granted:
                raise NotGiven
            record_recipients(person_id, current_notice().id, {recipient: False}, now)
            return
        if not consents_of(person_id).get(purpose):
            raise NotGiven
        record_consents(person_id, current_notice().id, {purpose: False}, now)
