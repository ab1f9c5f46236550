"""Amounts in the reader's language: potential, expected and ordered, and what is expected by groups of suppliers."""

from collections.abc import Callable, Iterable, Sequence

from forum.companies.enums import Sector, Stratum
from forum.companies.labels import SECTORS, STRATA
from forum.companies.rules.few import LEAST
from forum.core.collation import sort_key
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.labels import word_of
from forum.editions.models import Edition
from forum.matchmaking.enums import Currency
from forum.outcomes.rules import ROUNDS
from forum.reports.queries import counts
from forum.reports.rules import Line, Organisation, Section
from forum.reports.rules import business as count
from forum.reports.rules.business import Award, Met, Potential, Sum
from forum.reports.rules.grouping import Breakdown, Row, grouped


def potential_of(found: Iterable[Potential]) -> Section:
    """The value of what is sought, by currency and years."""
    return Section(
        title=_("Valor potencial de los requerimientos"),
        columns=[_("Requerimientos"), _("Monto")],
        lines=[
            Line(
                label=_line_of(each.currency, ngettext("en %(num)s año", "en %(num)s años", each.years)),
                values=[each.requirements, each.amount if each.buyers >= LEAST else None],
                hidden=frozenset({1} if each.buyers < LEAST else ()),
            )
            for each in found
        ],
        definition=_say(_("Lo que los compradores estiman comprar, a quien sea. No es lo que esperan de una cita.")),
    )


def expected_of(meetings: Sequence[Met]) -> Section:
    """What each side expects, by currency and horizon."""
    found = [(kind, [count.sum_of(count.told(meetings, side, kind)) for side in count.SIDES]) for kind in count.KINDS]
    return Section(
        title=_("Expectativa de negocio"),
        columns=_expected_columns(),
        lines=[_line(_line_of(kind[0], word_of(kind[1])), sums) for kind, sums in found if any(x.number for x in sums)],
        definition=_say(_("Lo que cada parte espera de sus citas. Monedas, plazos y partes no se suman.")),
    )


def awarded_of(awards: Sequence[Award]) -> Section:
    """What was ordered, as each side said it in each round."""
    lines = []
    for currency in Currency:
        for asking in ROUNDS:
            sums = [count.awarded(awards, side, currency, asking) for side in count.SIDES]
            if any(each.number for each in sums):
                lines.append(_line(_line_of(currency, word_of(asking)), sums))
    return Section(
        title=_("Pedidos adjudicados"),
        columns=[_("Pedidos según compradores"), _("Su monto"), _("Pedidos según proveedores"), _("Su monto")],
        lines=lines,
        definition=_say(
            _(
                "Lo que cada parte dijo en el seguimiento. Un mismo pedido puede estar en los tres plazos y en ambas "
                "partes: no se suman."
            )
        ),
    )


def by_group_of(edition: Edition, meetings: Sequence[Met], companies: Sequence[Organisation]) -> list[Section]:
    """What each side expects by size, municipality, ally and sector of the supplier, and by committee."""
    known = {id: each for each in companies for id in (each.id, *each.joined)}

    def of(key: Callable[[Organisation], Iterable[str]], without: str) -> Callable[[Met], list[str]]:
        return lambda met: (list(key(known[met.supplier_id])) if met.supplier_id in known else []) or [without]

    unsized, nowhere, alone, unknown = _("Sin clasificar"), _("Sin municipio"), _("Sin aliado"), _("Sin dato")
    places = sorted({each.municipality for each in companies if each.municipality}, key=sort_key)
    allies, committees = dict(counts.list_allies()), committees_of(edition, (each.committee for each in meetings))
    parts = {
        _("Expectativa por estrato del proveedor"): Breakdown(
            [*(str(STRATA[each]) for each in Stratum), unsized],
            of(lambda each: [str(STRATA[each.stratum])] if each.stratum else [], unsized),
        ),
        _("Expectativa por municipio del proveedor"): Breakdown(
            [*places, nowhere], of(lambda each: [each.municipality] if each.municipality else [], nowhere)
        ),
        _("Expectativa por aliado del proveedor"): Breakdown(
            list(dict.fromkeys([*allies.values(), alone])),
            of(lambda each: [allies[id] for id in sorted(each.allies) if id in allies], alone),
        ),
        _("Expectativa por sector del proveedor"): Breakdown(
            [*(str(SECTORS[each]) for each in Sector), unknown], of(lambda each: [str(SECTORS[each.sector])], unknown)
        ),
        _("Expectativa por comité del requerimiento"): Breakdown(
            list(dict.fromkeys([*committees.values(), _("Sin comité")])),
            lambda met: [committees.get(met.committee, _("Sin comité"))],
        ),
    }
    found = grouped(meetings, list(parts.values()))
    overlap = {
        _("Expectativa por aliado del proveedor"): _(
            "Una empresa de dos aliados está en ambos: las líneas no se suman."
        )
    }
    return [_by_one(title, rows, overlap.get(title, "")) for title, rows in zip(parts, found, strict=True)]


def committees_of(edition: Edition, used: Iterable[str]) -> dict[str, str]:
    """How the committees are called here: those of the edition, and those used that it does not have any more."""
    committees = dict(edition.committee_names(locale_name()))
    return committees | {each: each for each in used if each not in {"", *committees}}


def _by_one(title: str, rows: Sequence[Row], overlap: str) -> Section:
    lines = [_line(f"{name} · {_line_of(kind[0], word_of(kind[1]))}", sums) for name, kind, sums in rows]
    return Section(title=title, columns=_expected_columns(), lines=lines, definition=_say(overlap))


def _line(label: str, sums: Sequence[Sum]) -> Line:
    """The numbers and amounts of the two sides; an amount that is not told of answers that there are is hidden."""
    return Line(
        label=label,
        values=[value for each in sums for value in (each.number, each.amount)],
        hidden=frozenset(2 * at + 1 for at, each in enumerate(sums) if each.number and each.amount is None),
    )


def _line_of(currency: Currency, horizon: str) -> str:
    return f"{currency.value} · {horizon}"


def _expected_columns() -> list[str]:
    return [_("Respuestas de compradores"), _("Esperan comprar"), _("Respuestas de proveedores"), _("Esperan vender")]


def _say(definition: str = "") -> str:
    """A definition, and when amounts are not told."""
    hidden = _("C: con menos de 5 empresas detrás, el monto no se dice; tampoco el que permitiría calcularlo.")
    return " ".join(filter(None, (definition, hidden)))
