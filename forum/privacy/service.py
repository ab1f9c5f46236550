"""Publishing notices and recording consents."""

from collections.abc import Mapping
from datetime import datetime

from forum.core.database import atomic, session
from forum.core.personal import personal_data
from forum.core.prepared import PreparedInsert
from forum.core.signals import announce
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice, RecipientConsent
from forum.privacy.queries import find_current_notice
from forum.privacy.rules import Controller, notice_texts
from forum.privacy.signals import ConsentRefused

DEFAULT = Controller()
_CONSENT = PreparedInsert(Consent)


def ensure_notice(now: datetime, *, controller: Controller = DEFAULT) -> Notice:
    """Publish the notice if there is none, or a new version if its text has changed.

    Runs at every set-up and migration; a published version is never changed.
    """
    texts = notice_texts(controller, personal_data())
    with atomic():
        current = find_current_notice()
        if current is not None and all(getattr(current, column) == text for column, text in texts.items()):
            return current
        number = 1 if current is None else current.id + 1
        notice = Notice(version=f"{now:%Y}-{number}", published_at=now, **texts)
        session().add(notice)
    return notice


def record_consents(person_id: int, notice_id: int, answers: Mapping[Purpose, bool], now: datetime) -> None:
    """Record a person's answer to each purpose, given under this notice, in the transaction of the caller.

    Earlier rows are not changed.
    """
    for purpose, granted in answers.items():
        given = Consent(person_id=person_id, notice_id=notice_id, purpose=purpose, granted=granted, given_at=now)
        _CONSENT.add(given)
        if not granted:
            announce(ConsentRefused(person_id=person_id, purpose=purpose))


def record_recipients(person_id: int, notice_id: int, answers: Mapping[int, bool], now: datetime) -> None:
    """Record a person's answer for each ally (by id) under this notice, in the transaction of the caller.

    Earlier rows are not changed.
    """
    session().add_all(
        RecipientConsent(person_id=person_id, ally_id=ally_id, notice_id=notice_id, granted=granted, given_at=now)
        for ally_id, granted in sorted(answers.items())
    )
