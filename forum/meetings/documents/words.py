"""An entry of a buyer's folder in words, in the language of now: what both files say. Never what a company sells."""

from dataclasses import dataclass
from datetime import date

from forum.accounts.models import Person
from forum.companies.models import Capability, Certificate, Company
from forum.companies.rules.certificates import certificate_state
from forum.core.filters import clock_time, long_date, number, weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.labels import word_of
from forum.core.phones import display_phone
from forum.matchmaking.enums import Side
from forum.matchmaking.rules.match import CertificateMatch, CertificateReason, Match, ProcessMatch, Verdict
from forum.meetings.queries.folder import FolderEntry, FolderTopic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """A requirement that is talked about, whether the company meets it, and why."""

    requirement: str
    verdict: str
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWords:
    """One meeting and its company, as texts; lists hold one thing each."""

    day: str
    time: str
    place: str
    company: str
    legal_name: str
    person: str
    email: str
    phone: str
    also: list[str]
    with_me: list[str]
    about: str
    stratum: str
    municipalities: str
    website: str
    topics: list[TopicWords]
    processes: list[str]
    certificates: list[str]
    note: str

    @property
    def requirement(self) -> str:
        """Everything that is talked about, by title."""
        return "; ".join(topic.requirement for topic in self.topics)


def words_of(entry: FolderEntry, *, today: date) -> EntryWords:
    """An entry in words; certificates are judged on this day."""
    meeting, company = entry.meeting, entry.company
    slot, table, person = meeting.slot, meeting.table, meeting.person
    return EntryWords(
        day=weekday_date(slot.starts_at),
        time=f"{clock_time(slot.starts_at)} – {clock_time(slot.ends_at)}",
        place=_("%(hall)s · Mesa %(number)s", hall=table.hall.name, number=table.number),
        company=company.name,
        legal_name=company.legal_name,
        person=person.full_name,
        email=person.email or "",
        phone=display_phone(person.phone) if person.phone else "",
        also=[_reached(each.person) for each in meeting.companions_of(Side.SUPPLIER)],
        with_me=[each.person.full_name for each in meeting.companions_of(Side.BUYER)],
        about=company.about,
        stratum=word_of(company.stratum),
        municipalities=_municipalities(company),
        website=company.website or "",
        topics=[_topic(each) for each in entry.topics],
        processes=sorted(_offered(company)),
        certificates=[_certificate(each, today=today) for each in company.certificates],
        note=entry.note,
    )


def _topic(topic: FolderTopic) -> TopicWords:
    process = topic.requirement.process.name(locale_name())
    return TopicWords(
        requirement=topic.requirement.title,
        verdict=_verdict(topic.match),
        reasons=[_process(topic.match, process), *map(_reason, topic.match.certificates)],
    )


def _reached(person: Person) -> str:
    """Somebody with their address and telephone."""
    return " · ".join(
        filter(None, (person.full_name, person.email, display_phone(person.phone) if person.phone else ""))
    )


def _municipalities(company: Company) -> str:
    named = (", ".join(filter(None, (site.municipality, site.state_name))) for site in company.sites)
    return "; ".join(dict.fromkeys(filter(None, named)))


def _offered(company: Company) -> list[str]:
    return [_capability(each, each.process.name(locale_name())) for each in company.capabilities]


def _capability(capability: Capability, process: str) -> str:
    amount = capability.annual_capacity
    unit = capability.capacity_unit or _("piezas")
    yearly = "" if amount is None else _("%(volume)s %(unit)s al año", volume=number(amount), unit=unit)
    told = " · ".join(filter(None, (yearly, capability.detail)))
    return f"{process}: {told}" if told else process


def _certificate(certificate: Certificate, *, today: date) -> str:
    state = certificate_state(
        valid_until=certificate.valid_until,
        in_process=certificate.in_process,
        has_evidence=certificate.has_evidence,
        today=today,
    )
    until = certificate.valid_until
    expiry = "" if until is None else _("hasta el %(date)s", date=long_date(until))
    return " · ".join(filter(None, (certificate.standard_name, word_of(state), expiry, certificate.body)))


def _verdict(match: Match) -> str:
    if match.verdict is Verdict.GOOD:
        return _("Cumple")
    return _("Cumple en parte") if match.verdict is Verdict.PARTIAL else _("No ofrece el proceso")


def _process(match: Match, process: str) -> str:
    if match.process is ProcessMatch.OFFERED:
        return _("Ofrece %(process)s", process=process)
    if match.process is ProcessMatch.RELATED:
        return _("Misma familia que %(process)s, no ese proceso", process=process)
    return _("No ofrece %(process)s", process=process)


def _reason(reason: CertificateReason) -> str:
    name, until = reason.standard_name, reason.valid_until
    if reason.state is CertificateMatch.MISSING:
        return (
            _("Falta %(name)s, indispensable", name=name)
            if reason.mandatory
            else _("Sin %(name)s, deseable", name=name)
        )
    words = {
        CertificateMatch.VALID: _("%(name)s vigente", name=name),
        CertificateMatch.EXPIRING: _("%(name)s vence el %(date)s", name=name, date=long_date(until)) if until else name,
        CertificateMatch.DECLARED: _("%(name)s sin evidencia", name=name),
        CertificateMatch.IN_PROCESS: _("%(name)s en proceso", name=name),
        CertificateMatch.EXPIRED: _("%(name)s vencido", name=name),
    }
    weight = _("indispensable") if reason.mandatory else _("deseable")
    return f"{words[reason.state]}, {weight}"
