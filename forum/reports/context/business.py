"""The report on business in the reader's language: who answered, what they expect, what was ordered, what is scarce."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.labels import word_of
from forum.dashboard.queries.numbers import meeting_numbers
from forum.editions.models import Edition
from forum.editions.rules import to_local
from forum.matchmaking.enums import Side
from forum.meetings.enums import RequestStatus
from forum.meetings.labels import ABSENT
from forum.meetings.queries.lacking import list_compared, process_names
from forum.meetings.rules.lacking import lacked, name_of
from forum.outcomes.enums import NoInterest
from forum.reports import rules
from forum.reports.context import amounts
from forum.reports.queries import business as rows
from forum.reports.queries import counts
from forum.reports.rules import Line, Section
from forum.reports.rules import business as count
from forum.reports.rules.business import Met


def business_of(edition: Edition, *, now: datetime) -> list[Section]:
    """All parts of the report on business, as they are now."""
    meetings = rows.list_met(edition.id, now=now)
    return [
        _answered(meetings),
        _funnel(edition, meetings),
        amounts.potential_of(rows.list_potential(edition.id)),
        amounts.expected_of(meetings),
        amounts.awarded_of(rows.list_awards(edition.id)),
        *amounts.by_group_of(edition, meetings, rules.distinct(counts.list_organisations(edition.id))),
        _reasons(meetings),
        _lacking(edition, now=now),
        _matrix(edition),
    ]


def _answered(meetings: Sequence[Met]) -> Section:
    def both(label: str, number: int, definition: str) -> Line:
        return Line(label=label, values=[number, count.percent(number, len(meetings))], definition=definition)

    said = {side: sum(side in each.answers for each in meetings) for side in count.SIDES}
    any_side = sum(bool(each.answers) for each in meetings)
    held, absent = sum(each.held for each in meetings), Counter(each.absent for each in meetings)
    unheld = sum(each.known and not each.held and each.absent is None for each in meetings)
    return Section(
        title=_("Quién respondió"),
        columns=[_("Citas"), _("Porcentaje")],
        lines=[
            both(_("Citas que terminaron"), len(meetings), _("No canceladas, con su horario cumplido.")),
            both(_("Respondió el comprador"), said[Side.BUYER], ""),
            both(_("Respondió el proveedor"), said[Side.SUPPLIER], ""),
            both(_("Respondió al menos una parte"), any_side, ""),
            both(
                _("Celebradas"), held, _("La mesa de control vio a ambas partes, o al menos una dice que se celebró.")
            ),
            *(both(str(label), absent[who], _("Lo anotó la mesa de control.")) for who, label in ABSENT.items()),
            both(_("No celebradas"), unheld, _("Alguna parte respondió y ninguna dice que se celebró.")),
        ],
    )


def _funnel(edition: Edition, meetings: Sequence[Met]) -> Section:
    numbers = meeting_numbers(edition.id)
    accepted = numbers.requests.get(RequestStatus.ACCEPTED, 0)
    known, held = sum(each.known for each in meetings), sum(each.held for each in meetings)
    again = count.meet_again(meetings)
    return Section(
        title=_("De la solicitud al negocio"),
        columns=[_("Número"), _("Porcentaje"), _("Meta, desde %"), _("Meta, hasta %")],
        lines=[
            Line(label=_("Citas solicitadas"), values=[numbers.sent, None, None, None]),
            Line(
                label=_("Solicitudes aceptadas"),
                values=[accepted, numbers.acceptance_percent, 40, 60],
                definition=_("Porcentaje de las que respondieron los compradores."),
            ),
            Line(label=_("Citas programadas"), values=[numbers.scheduled, None, None, None]),
            Line(
                label=_("Citas celebradas"),
                values=[held, count.percent(held, known), 80, None],
                definition=_("Porcentaje de las que terminaron y de las que algo se sabe."),
            ),
            Line(
                label=_("Segundas reuniones acordadas"),
                values=[again, count.percent(again, held), 20, 30],
                definition=_("Porcentaje de las celebradas; lo dice al menos una parte."),
            ),
        ],
        definition=_("Metas usuales de los encuentros de negocio, según Converve (2026); no son cifras del foro."),
    )


def _reasons(meetings: Sequence[Met]) -> Section:
    found = [count.reasons(meetings, side) for side in count.SIDES]
    return Section(
        title=_("Por qué no hubo interés"),
        columns=[_("Según compradores"), _("Según proveedores")],
        lines=[Line(label=word_of(each), values=[side[each] for side in found]) for each in NoInterest],
        definition=_("Citas celebradas con interés de 1 o 2. Sirve al desarrollo de proveedores; no dice de quién es."),
    )


def _lacking(edition: Edition, *, now: datetime) -> Section:
    compared = list_compared(edition.id, today=to_local(now, edition.time_zone).date())
    processes = process_names(locale_name())
    return Section(
        title=_("Qué faltó a los proveedores"),
        columns=[_("Proveedores a quienes faltó"), _("Requerimientos que lo piden"), _("Como condición")],
        lines=[
            Line(
                label=f"{word_of(each.lack.what)}: {name_of(each.lack, processes)}",
                values=[each.companies, each.requirements, each.mandatory],
            )
            for each in lacked(compared)
        ],
        definition=_(
            "De los requerimientos en que pidieron cita o los invitaron, lo que su perfil no muestra vigente. Cada "
            "proveedor lee lo suyo al terminar el foro."
        ),
    )


def _matrix(edition: Edition) -> Section:
    wanted = count.scarce_first(rows.list_wanted(edition.id, language=locale_name()))
    return Section(
        title=_("Oferta y demanda por proceso"),
        columns=[_("Requerimientos"), _("Empresas que lo buscan"), _("Proveedores que lo ofrecen")],
        lines=[Line(label=each.name, values=[each.requirements, each.buyers, each.suppliers]) for each in wanted],
        definition=_(
            "Primero lo escaso: menos proveedores aprobados por cada empresa que lo busca. Quien ofrece una familia "
            "cuenta en cada proceso de ella."
        ),
    )
