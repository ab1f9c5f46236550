"""Publishing notices, and the ledger of consents."""

from collections.abc import Mapping
from datetime import datetime

from forum.core.database import atomic
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice
from forum.privacy.queries import find_current_notice
from forum.privacy.rules import Controller, notice_texts

DEFAULT = Controller()


def ensure_notice(now: datetime, *, controller: Controller = DEFAULT) -> Notice:
    """The notice in force says what it should: published where there is none, anew where its words changed.

    Run at every set-up and migration; a version that was shown to somebody is never changed.
    """
    texts = notice_texts(controller)
    with atomic() as session:
        current = find_current_notice()
        if current is not None and all(getattr(current, column) == text for column, text in texts.items()):
            return current
        number = 1 if current is None else current.id + 1
        notice = Notice(version=f"{now:%Y}-{number}", published_at=now, **texts)
        session.add(notice)
    return notice


def record_consents(person_id: int, notice_id: int, answers: Mapping[Purpose, bool], now: datetime) -> None:
    """Write what a person answered to each purpose, after they were shown that notice; nothing is ever changed."""
    with atomic() as session:
        for purpose, granted in answers.items():
            session.add(
                Consent(person_id=person_id, notice_id=notice_id, purpose=purpose, granted=granted, given_at=now)
            )
