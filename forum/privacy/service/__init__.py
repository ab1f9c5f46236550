"""Publishing notices, recording consents, and what was handed over."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from forum.core.database import atomic, lock_name, session
from forum.core.history import record
from forum.core.personal import personal_data
from forum.core.prepared import PreparedInsert
from forum.core.signals import announce
from forum.privacy.enums import ConsentChannel, Purpose, TransferBasis
from forum.privacy.models import Consent, Notice, Transfer, TransferPerson
from forum.privacy.queries import find_current_notice
from forum.privacy.rules import Controller, notice_texts
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.signals import ConsentRefused

DEFAULT = Controller()
_CONSENT = PreparedInsert(Consent)


def ensure_notice(now: datetime, *, controller: Controller = DEFAULT) -> Notice:
    """Publish the notice that comes with the program if there is none, or a new version if its text has changed.

    Runs at every set-up and migration; a published version is never changed, and one that the organisers wrote is not
    replaced.
    """
    texts = notice_texts(controller, personal_data())
    with atomic():
        current = find_current_notice()
        if current is not None and (_is_written() or all(getattr(current, name) == it for name, it in texts.items())):
            return current
        notice = Notice(version=next_version(now), published_at=now, **texts)
        session().add(notice)
    return notice


def _is_written() -> bool:
    """Whether the organisers published a notice of the house themselves."""
    written = Notice.edition_id.is_(None) & Notice.published_by_id.is_not(None)
    return session().scalar(select(Notice.id).where(written).limit(1)) is not None


def next_version(now: datetime) -> str:
    """The name of the version that is published now; inside `atomic()`."""
    lock_name("notice")
    return f"{now:%Y}-{(session().scalar(select(func.max(Notice.id))) or 0) + 1}"


def record_consents(
    person_id: int,
    notice_id: int,
    answers: Mapping[Purpose, bool],
    now: datetime,
    *,
    channel: ConsentChannel = ConsentChannel.PAGE,
    by: int | None = None,
) -> None:
    """Record a person's answer to each purpose, given under this notice, in the transaction of the caller.

    Earlier rows are not changed. `by`: who wrote it down on their behalf.
    """
    for purpose, granted in answers.items():
        given = Consent(
            person_id=person_id,
            notice_id=notice_id,
            purpose=purpose,
            granted=granted,
            given_at=now,
            channel=channel,
            by_id=by,
        )
        _CONSENT.add(given)
        if not granted:
            announce(ConsentRefused(person_id=person_id, purpose=purpose))


def record_recipients(person_id: int, notice_id: int, answers: Mapping[int, bool], now: datetime) -> None:
    """Record a person's answer for each ally (by id) under this notice, in the transaction of the caller.

    Earlier rows are not changed.
    """
    for ally_id, granted in sorted(answers.items()):
        given = Consent(
            person_id=person_id,
            notice_id=notice_id,
            purpose=Purpose.ALLIES,
            ally_id=ally_id,
            granted=granted,
            given_at=now,
            channel=ConsentChannel.PAGE,
        )
        _CONSENT.add(given)


def record_transfer(
    to: HandedTo,
    *,
    edition_id: int | None,
    what: str,
    people: int | Mapping[int, int | None],
    basis: TransferBasis,
    by: int | None,
    now: datetime,
) -> None:
    """Write down that personal data of people were handed to somebody.

    Args:
        to: who received them.
        edition_id: of which edition; None: of all.
        what: what was handed over, in words.
        people: of how many people; or of whom, by id, each with the consent for this recipient or None.
        basis: why it may be.
        by: who handed it over.
        now: when.
    """
    row = Transfer(
        edition_id=edition_id,
        recipient_kind=to.kind,
        recipient_name=to.name,
        ally_id=to.ally_id,
        handed_to_id=to.person_id,
        what=what,
        people=people if isinstance(people, int) else len(people),
        basis=basis,
    )
    with atomic() as current:
        record(row, by=by, now=now)
        if not isinstance(people, int):
            current.flush()
            current.add_all(
                TransferPerson(transfer_id=row.id, person_id=person_id, consent_id=consent_id)
                for person_id, consent_id in people.items()
            )
