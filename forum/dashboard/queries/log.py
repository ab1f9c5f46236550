"""What was changed, when and by whom: the histories that every domain writes, as one list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, and_, false, func, null, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import AccountEvent, Person, RoleEvent
from forum.agenda.models import CalendarChoice
from forum.arco.models import ArcoEvent, RetentionEvent
from forum.attendance.models import AttendanceEvent
from forum.badges.models import BadgeTemplateEvent, BinEvent
from forum.checkin.models import DeviceEvent
from forum.companies.models import Company, CompanyEvent
from forum.core.database import session
from forum.core.history import Event
from forum.core.mentions import mentions
from forum.core.models import ConfigurationEvent
from forum.core.search import like, words
from forum.delegations.models import Delegation, DelegationEvent
from forum.editions.rules import end_of_day
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from forum.integrations.models import IntegrationEvent
from forum.matchmaking.models import (
    Buyer,
    BuyerEvent,
    ContactSharing,
    Requirement,
    RequirementEvent,
    Supplier,
    SupplierEvent,
)
from forum.meetings.models import (
    EngagementEvent,
    LackEvent,
    Meeting,
    MeetingEvent,
    MeetingRequest,
    RequestEvent,
    SupplierLack,
)
from forum.messages.models import Message, MessageEvent
from forum.outcomes.models import OutcomeEvent
from forum.privacy.models import Transfer
from forum.programme.models import ChoiceEvent, ProgrammeEvent
from forum.questions.models import AnswerEvent, Question, QuestionEvent
from forum.registration.models import Registration, RegistrationEvent

KINDS: Mapping[str, type[Event]] = {
    "settings": ConfigurationEvent,
    "roles": RoleEvent,
    "accounts": AccountEvent,
    "privacy": ArcoEvent,
    "transfers": Transfer,
    "retention": RetentionEvent,
    "registrations": RegistrationEvent,
    "questions": QuestionEvent,
    "answers": AnswerEvent,
    "companies": CompanyEvent,
    "delegations": DelegationEvent,
    "exhibitors": ExhibitorEvent,
    "buyers": BuyerEvent,
    "suppliers": SupplierEvent,
    "requirements": RequirementEvent,
    "requests": RequestEvent,
    "meetings": MeetingEvent,
    "outcomes": OutcomeEvent,
    "programme": ProgrammeEvent,
    "choices": ChoiceEvent,
    "attendance": AttendanceEvent,
    "lacks": LackEvent,
    "availability": EngagementEvent,
    "calendars": CalendarChoice,
    "contacts": ContactSharing,
    "templates": BadgeTemplateEvent,
    "bins": BinEvent,
    "devices": DeviceEvent,
    "messages": MessageEvent,
    "integrations": IntegrationEvent,
}
# what a change is about where that is no person: the company of a thing, or the title of it
COMPANY_OF: Mapping[type[Event], Any] = {
    BuyerEvent: Buyer,
    ExhibitorEvent: Exhibitor,
    LackEvent: SupplierLack,
    MeetingEvent: Meeting,
    OutcomeEvent: Meeting,
    RequestEvent: MeetingRequest,
    SupplierEvent: Supplier,
}
TITLE_OF: Mapping[type[Event], tuple[Any, Any]] = {
    DelegationEvent: (Delegation, Delegation.organisation),
    QuestionEvent: (Question, Question.wording_es),
    RequirementEvent: (Requirement, Requirement.title),
    MessageEvent: (Message, Message.subject_es),
}
UNTOLD = {"id", "at", "before", "after", "talk_uid"}  # what somebody answered is read on their page
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One change: of what kind, when, who did it, and the person, company or thing it is about, by name."""

    kind: str
    at: datetime
    by: str | None
    about: str
    said: tuple[Any, ...]
    event: Any
    edition_id: int | None


def list_changes(*, kind: str | None, text: str, until: date | None, zone: str) -> list[Entry]:
    """The latest changes, of one kind or of all, until the end of a day; `text`: words of who did it or of whom.

    Args:
        kind: a key of `KINDS`; None: all.
        text: words of a name or an address, of what a change says, or of what it is about.
        until: the last day; None: today.
        zone: the time zone in which a day ends.
    """
    end = end_of_day(until, zone) if until else None
    found: list[Entry] = []
    for name, model in KINDS.items():
        if kind in {None, name}:
            found += _entries(name, model, text=text, end=end)
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _entries(name: str, model: type[Any], *, text: str, end: datetime | None) -> Iterable[Entry]:
    author, subject = aliased(Person), aliased(Person)
    query, people = select(model, author).outerjoin(author, author.id == model.by_id), [author]
    if hasattr(model, "person_id"):
        query = query.add_columns(subject).outerjoin(subject, subject.id == model.person_id)
        people.append(subject)
    elif hasattr(model, "registration_id"):
        query = query.add_columns(subject).outerjoin(Registration, Registration.id == model.registration_id)
        query = query.outerjoin(subject, subject.id == Registration.person_id)
        people.append(subject)
    else:
        query = query.add_columns(null())
    query = _with_title(query, model)
    if end is not None:
        query = query.where(model.at < end)
    if text:
        query = query.where(or_(*(_names(each, text) for each in people), _says(model, text)))
    rows = session().execute(query.order_by(model.id.desc()).limit(MOST))
    return [_entry(name, event, by, about, title) for event, by, about, title in rows]


def _with_title(query: Select[Any], model: type[Any]) -> Select[Any]:
    """The query with the name of the company, or the title, that a change is about; null where there is none."""
    if model is CompanyEvent:
        return query.add_columns(Company.name).outerjoin(Company, Company.id == model.company_id)
    if thing := COMPANY_OF.get(model):
        joined = query.add_columns(Company.name).outerjoin(thing, thing.id == _key_to(model, thing))
        return joined.outerjoin(Company, Company.id == thing.company_id)
    if found := TITLE_OF.get(model):
        thing, title = found
        return query.add_columns(title).outerjoin(thing, thing.id == _key_to(model, thing))
    return query.add_columns(null())


def _key_to(model: type[Any], thing: type[Any]) -> ColumnElement[int]:
    table: Table = thing.__table__
    return next(column for column in model.__table__.columns if column.references(table.c.id))


def _names(person: Any, text: str) -> ColumnElement[bool]:
    known = select(Person.id).where(*mentions(text, Person.name_folded, Person.email))
    found: ColumnElement[bool] = person.id.in_(known)
    return found


def _says(model: type[Any], text: str) -> ColumnElement[bool]:
    """That a change says each of these words, in one of its texts."""
    columns = [column for column in model.__table__.columns if isinstance(column.type, Text)]
    told = [func.lower(column) for column in columns if column.name not in UNTOLD]
    each = [or_(false(), *(column.like(like(word), escape="\\") for column in told)) for word in words(text)]
    return and_(*each) if each else false()


def _entry(name: str, event: Any, by: Person | None, about: Person | None, title: str | None) -> Entry:
    columns = event.__table__.columns
    told = [column.name for column in columns if not column.foreign_keys and column.name not in UNTOLD]
    said = (getattr(event, column) for column in told)
    return Entry(
        kind=name,
        at=event.at,
        by=by.name.short if by else None,
        about=about.full_name if about else str(title or getattr(event, "title", "")),
        said=tuple(each for each in said if isinstance(each, str) and each),
        event=event,
        edition_id=getattr(event, "edition_id", None),
    )
