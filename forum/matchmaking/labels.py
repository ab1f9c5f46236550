"""Choices that come from the database, as selects want them."""

from collections.abc import Sequence

from forum.companies.queries.catalogue import Family
from forum.core.i18n import gettext as _
from forum.editions.models import MeetingTable

Choices = list[tuple[int | str, str]]


Groups = dict[str, Choices]


def process_choices(families: Sequence[Family], language: str, *, with_families: bool) -> Groups:
    """The catalogue as a grouped select; `with_families` adds each family as a whole."""
    groups: Groups = {}
    for entry in families:
        name = entry.family.name(language)
        whole: Choices = [(entry.family.id, _("Todo: %(family)s", family=name))] if with_families else []
        groups[name] = whole + [(process.id, process.name(language)) for process in entry.processes]
    return groups


def table_choices(tables: Sequence[MeetingTable], taken: dict[int, int]) -> Choices:
    """Tables with their hall and how many buyers sit there already."""
    choices: Choices = [("", _("Sin mesa por ahora"))]
    for table in tables:
        label = _("Mesa %(number)s · %(hall)s", number=table.number, hall=table.hall.name)
        count = taken.get(table.id, 0)
        choices.append((table.id, f"{label} ({_('ocupada: %(count)s', count=count)})" if count else label))
    return choices
