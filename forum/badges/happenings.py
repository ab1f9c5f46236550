"""What happened to a person's badges."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Person
from forum.badges.enums import PrintState
from forum.badges.models import Badge
from forum.badges.queries import RunRow, badges_of, runs_of
from forum.badges.queries.handing import HandoverRow, handovers_of
from forum.badges.rules import grouped_code
from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import word_of


def badge_happenings(whose: Whose) -> list[Happening]:
    """What happened to the badges of a registration, in five statements."""
    badges = badges_of(whose.registration_id)
    runs = runs_of([badge.id for badge, _by in badges])
    return life_of(badges, runs, handovers_of(whose.registration_id))


def life_of(
    badges: Sequence[tuple[Badge, Person | None]],
    runs: Mapping[int, Sequence[RunRow]],
    handovers: Sequence[HandoverRow],
) -> list[Happening]:
    """What happened to badges, the last first."""
    told = [each for badge, by in badges for each in (*_prints(runs[badge.id]), *_life(badge, by))]
    told += [each for row in handovers for each in _handed(row)]
    return sorted(told, key=lambda each: each.at, reverse=True)


def _name(person: Person | None) -> str:
    return person.full_name if person is not None else ""


def _handed(row: HandoverRow) -> list[Happening]:
    given = Happening(at=row.handover.at, title=_("Entregado"), tone="success", who=_name(row.by))
    if row.handover.undone_at is None:
        return [given]
    taken = Happening(at=row.handover.undone_at, title=_("Entrega quitada"), tone="warning", who=_name(row.undone_by))
    return [taken, given]


def _life(badge: Badge, revoked_by: Person | None) -> list[Happening]:
    code = _("Emitido: %(code)s", code=grouped_code(badge.code))
    issued = Happening(at=badge.issued_at, title=code, tone="neutral" if badge.revoked_at else "success")
    if badge.revoked_at is None or badge.revoked_for is None:
        return [issued]
    revoked = Happening(
        at=badge.revoked_at,
        title=word_of(badge.revoked_for),
        tone="danger",
        who=_name(revoked_by),
        note=badge.revoked_reason,
    )
    return [revoked, issued]


def _prints(runs: Sequence[RunRow]) -> list[Happening]:
    told = []
    for run in runs:
        for row in run.marks:
            if row.mark.undone_at:
                undone = _("Marca de impreso quitada")
                told.append(Happening(at=row.mark.undone_at, title=undone, tone="warning", who=_name(row.undone_by)))
            printed = word_of(PrintState.PRINTED)
            told.append(Happening(at=row.mark.at, title=printed, tone="info", who=_name(row.by)))
        prepared = _("Preparado para imprimir")
        told.append(Happening(at=run.run.made_at, title=prepared, who=_name(run.made_by)))
    return told
