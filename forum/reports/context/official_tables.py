"""The breakdowns of the official report: by size, municipality, ally, sector and committee; and companies by two."""

from collections.abc import Callable, Iterable, Sequence

from forum.companies.enums import Sector, Stratum
from forum.companies.labels import SECTORS, STRATA
from forum.core.collation import sort_key
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.editions.models import Edition
from forum.reports import rules
from forum.reports.context.amounts import committees_of
from forum.reports.queries import counts
from forum.reports.rules import Organisation, Section
from forum.reports.rules.official import Done, Groups, Tally, crossed, told

MIPYME = _l("MiPyME (micro, pequeña y mediana)")


def tables_of(edition: Edition, done: Done) -> list[Section]:
    """The breakdowns; that by size is the first."""
    places = sorted({each.municipality for each in done.companies.values() if each.municipality}, key=sort_key)
    allies = dict(counts.list_allies())
    committees = committees_of(edition, (each.committee for each in done.asked))

    def allies_of(each: Organisation) -> list[str]:
        return [allies[id] for id in sorted(each.allies) if id in allies] or [_("Sin aliado")]

    def place_of(each: Organisation) -> list[str]:
        return [each.municipality or _("Sin municipio")]

    by_place = [*places, _("Sin municipio")]
    by_ally = list(dict.fromkeys([*allies.values(), _("Sin aliado")]))
    known = set(allies.values()) & {name for each in done.companies.values() for name in allies_of(each)}
    by_ally = [name for name in by_ally if name in known or name == _("Sin aliado")]
    overlap = _("Una empresa de dos aliados está en ambos, y una vez en el total.")
    return [
        _strata(done),
        _table(_("Por municipio"), by_place, done, _of_company(done, place_of)),
        _table(_("Por aliado"), by_ally, done, _of_company(done, allies_of), overlap),
        _table(_("Por sector"), [str(SECTORS[each]) for each in Sector], done, _of_company(done, _sector_of)),
        _committees(done, committees),
        _cross(_("Empresas por municipio y estrato"), by_place, done, place_of),
        _cross(_("Empresas por aliado y estrato"), by_ally, done, allies_of, definition=overlap),
        _cross_committees(done, committees),
    ]


def _sector_of(each: Organisation) -> list[str]:
    return [str(SECTORS[each.sector])]


def _of_company(done: Done, groups: Callable[[Organisation], Iterable[str]]) -> Groups:
    """Groups of companies; what one asked for that does not take part is in none but the total."""

    def of(key: str, _committee: str) -> list[str]:
        each = done.companies.get(key)
        return [_("No participa al corte")] if each is None else list(groups(each))

    return of


def _columns() -> list[str]:
    return [
        _("Empresas"),
        _("Solicitudes"),
        _("Aceptadas"),
        _("Citas celebradas"),
        _("Proveedores con cita celebrada"),
    ]


def _all(_key: str, _committee: str) -> list[str]:
    return [""]


def _table(title: str, names: Sequence[str], done: Done, groups: Groups, definition: str = "") -> Section:
    found = done.tallies(groups)
    listed = [*names, *([_("No participa al corte")] if _("No participa al corte") in found else [])]
    total = done.tallies(_all).get("", Tally())
    lines = told([(name, found.get(name, Tally())) for name in listed], (_("Total sin repetir"), total))
    return Section(title=title, columns=_columns(), lines=lines, definition=definition)


def _strata(done: Done) -> Section:
    """By size, of the companies that have one by law: those that supply or exhibit."""
    sized = {key: each for key, each in done.companies.items() if rules.is_stratified(each)}

    def groups(key: str, _committee: str) -> list[str]:
        each = sized.get(key)
        return [] if each is None else [str(STRATA[each.stratum]) if each.stratum else _("Sin clasificar")]

    found = done.tallies(groups)
    small = {str(STRATA[each]) for each in rules.MIPYME}
    total = done.tallies(lambda key, _committee: ["all"] if key in sized else []).get("all", Tally())
    subtotal = done.tallies(lambda key, _committee: ["small"] if small & set(groups(key, "")) else [])
    names = [*(str(STRATA[each]) for each in Stratum), _("Sin clasificar")]
    parts = [[at for at, name in enumerate(names) if (name in small) is is_small] for is_small in (True, False)]
    return Section(
        title=_("Por estrato"),
        columns=_columns(),
        lines=told(
            [(name, found.get(name, Tally())) for name in names],
            (_("Total con estrato"), total),
            subtotal=(str(MIPYME), subtotal.get("small", Tally())),
            parts=parts,
        ),
        definition=_("Empresas que proveen o exponen. Academia, gobierno, organismos y medios no tienen estrato."),
    )


def _committees(done: Done, committees: dict[str, str]) -> Section:
    """By the committee of what was asked for; a company may be in several."""

    def groups(_key: str, committee: str) -> list[str]:
        return [committees.get(committee, _("Sin comité"))]

    found, total = done.tallies(groups, takes_part=False), done.tallies(_all, takes_part=False).get("", Tally())
    names = list(dict.fromkeys([*committees.values(), _("Sin comité")]))
    return Section(
        title=_("Por comité"),
        columns=[_("Empresas que pidieron cita"), *_columns()[1:]],
        lines=told([(name, found.get(name, Tally())) for name in names], (_("Total sin repetir"), total)),
        definition=_("Según el comité de cada requerimiento. Una empresa puede estar en varios."),
    )


def _cross_columns() -> list[str]:
    return [*(str(STRATA[each]) for each in Stratum), _("Sin clasificar"), _("Total")]


def _cross(
    title: str,
    names: Sequence[str],
    done: Done,
    groups: Callable[[Organisation], Iterable[str]],
    *,
    definition: str = "",
) -> Section:
    sized = [each for each in done.companies.values() if rules.is_stratified(each)]
    lines = crossed(names, sized, groups, total=_("Total sin repetir"))
    return Section(title=title, columns=_cross_columns(), lines=lines, definition=definition)


def _cross_committees(done: Done, committees: dict[str, str]) -> Section:
    """Companies that asked for meetings, by committee and size."""
    asked: dict[str, set[str]] = {}
    for each in done.asked:
        asked.setdefault(done.key(each.company_id), set()).add(committees.get(each.committee, _("Sin comité")))
    sized = [each for each in done.companies.values() if rules.is_stratified(each) and each.key in asked]
    names = list(dict.fromkeys([*committees.values(), _("Sin comité")]))
    return Section(
        title=_("Empresas que pidieron cita, por comité y estrato"),
        columns=_cross_columns(),
        lines=crossed(names, sized, lambda each: sorted(asked[each.key]), total=_("Total sin repetir")),
        definition=_("Una empresa puede estar en varios comités, y una vez en el total."),
    )
