"""What happened to a registration, and everything that happened to its person in the edition.

What domains above tell is listed in `forum.app`, each with its topic and the permission to read it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from forum.accounts.queries import addresses_of, history_of
from forum.core.filters import date_time
from forum.core.happenings import Happening, Told, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import label_of, word_of
from forum.registration.enums import Corrected, Topic
from forum.registration.models import Registration, RegistrationEvent

SOURCES = "registration_happenings"


@dataclass(frozen=True, slots=True)
class Source:
    """What a domain tells of a person, what it is about, and who may read it."""

    topic: Topic
    permission: str
    told: Told


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, and what it is about."""

    topic: Topic
    happening: Happening


def init_happenings(app: Flask, sources: tuple[Source, ...]) -> None:
    """Set what domains above tell of a person."""
    app.extensions[SOURCES] = sources


def topics_for(may: Callable[[str], bool]) -> list[Topic]:
    """What somebody with these permissions may read."""
    sources: tuple[Source, ...] = current_app.extensions[SOURCES]
    topics = (source.topic for source in sources if may(source.permission))
    return list(dict.fromkeys((Topic.REGISTRATION, *topics)))


def happenings_of(registration: Registration, topics: Sequence[Topic]) -> list[Line]:
    """Everything that happened about these topics, the last first; the statements do not grow with it."""
    pairs = history_of(RegistrationEvent, registration_id=registration.id)
    sources: tuple[Source, ...] = current_app.extensions[SOURCES]
    whose = Whose(
        registration_id=registration.id,
        person_id=registration.person_id,
        edition_id=registration.edition_id,
        emails=_addresses(registration, [event for event, _by in pairs]),
    )
    own = (
        Happening(
            at=event.at,
            title=_title(event, registration),
            note=_note(event),
            who=by.full_name if by else "",
            tone="info" if event.changes or event.offer else label_of(event.status).tone,
        )
        for event, by in pairs
    )
    lines = [Line(Topic.REGISTRATION, each) for each in (*own, *_beginning(registration))]
    for source in sources:
        if source.topic in topics:
            lines += [Line(source.topic, each) for each in source.told(whose)]
    kept = [line for line in lines if line.topic in topics]
    return sorted(kept, key=lambda line: line.happening.at, reverse=True)


def _beginning(registration: Registration) -> Iterator[Happening]:
    yield Happening(at=registration.created_at, title=_("Se registró"))


def _addresses(registration: Registration, events: Sequence[RegistrationEvent]) -> frozenset[str]:
    """Every address the person has had: those that were corrected stand in the history, others were merged."""
    former = [event.changes.get(Corrected.EMAIL.value, ()) for event in events]
    return frozenset(addresses_of(registration.person_id).union(each for pair in former for each in pair if each))


def _title(event: RegistrationEvent, registration: Registration) -> str:
    if event.offer is not None:
        return word_of(event.offer)
    if not event.changes:
        return word_of(event.status)
    return _("Corrigió sus datos") if event.by_id == registration.person_id else _("Se corrigieron datos")


def _note(event: RegistrationEvent) -> str:
    if event.until is not None:
        return _("Hasta: %(end)s", end=date_time(event.until))
    if not event.changes:
        return event.reason
    told = []
    for name, values in event.changes.items():
        word = word_of(Corrected(name))
        told.append(f"{word}: {values[0] or '—'} → {values[1] or '—'}" if values else word)
    return " · ".join(told)
