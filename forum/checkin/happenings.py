"""What happened to a person at the gates."""

from collections.abc import Iterator

from forum.checkin.enums import ScanOutcome
from forum.checkin.queries.people import ScanLine, scans_of
from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import word_of

IN = frozenset({ScanOutcome.ADMITTED})
NO_MATTER = frozenset({ScanOutcome.LEFT, ScanOutcome.ALREADY_INSIDE, ScanOutcome.ONLY_ONCE})


def door_happenings(whose: Whose) -> Iterator[Happening]:
    """Every scan of a person's badges with its answer, and who let them in all the same, in one statement."""
    for line in scans_of(whose.registration_id):
        yield _scan(line)
        if line.override is not None:
            why = word_of(line.override.reason)
            yield Happening(
                at=line.override.at,
                title=_("El supervisor dejó pasar"),
                note=" · ".join(filter(None, (line.gate, why, line.override.note))),
                who=line.supervisor.full_name if line.supervisor else "",
                tone="warning",
            )


def _scan(line: ScanLine) -> Happening:
    scan = line.scan
    told = _("sin conexión se dijo: %(told)s", told=word_of(scan.told)) if scan.told is not None else ""
    tone = "success" if scan.outcome in IN else "neutral" if scan.outcome in NO_MATTER else "danger"
    return Happening(
        at=scan.happened_at,
        title=word_of(scan.outcome),
        note=" · ".join(filter(None, (line.gate, told))),
        who=line.operator.full_name,
        tone=tone,
    )
