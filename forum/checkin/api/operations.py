"""The API of scans for other programs: the gates, the scans that were recorded, and taking scans with their own ids."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.accounts.context import current_person
from forum.checkin.api.scans import answer_to, many_scans
from forum.checkin.enums import GateDirection, ScanMethod, ScanOutcome, ScanReason
from forum.checkin.queries.gates import list_gates
from forum.checkin.queries.scans import list_scans
from forum.checkin.rules import PERMISSION
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.operations import Family, Listed, listed, listed_page, operations_for, page_asked
from forum.editions.context import current_edition
from forum.editions.rules import to_local

SCANS = Family("scans", N_("Escaneos"))
_operation = operations_for(SCANS, PERMISSION)
_text = {"type": "string"}
BODY: dict[str, Any] = {
    "type": "object",
    "properties": {
        "scans": {
            "type": "array",
            "maxItems": 50,
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "gate": {"type": "integer"},
                    "code": _text,
                    "method": {"type": "string", "enum": [each.value for each in ScanMethod]},
                    "device": _text,
                    "scanned_at": {"type": "string", "format": "date-time"},
                },
                "required": ["id", "gate", "code", "method", "device", "scanned_at"],
            },
        }
    },
    "required": ["scans"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateShown:
    """A gate, with its entries of today."""

    id: int
    name: str
    area: str
    direction: GateDirection
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanShown:
    """A scan as it was recorded, whatever its outcome."""

    id: str
    gate_id: int
    registration_id: int | None
    outcome: ScanOutcome
    reason: ScanReason
    leaves: bool
    device: str
    happened_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ScansTaken:
    """The answers, in the order of the scans, each with the status that the scan alone would be answered with."""

    answers: list[dict[str, Any]]


def gate_list() -> Listed[GateShown]:
    """The gates of the edition."""
    edition = current_edition()
    gates = list_gates(edition.id, day=to_local(utc_now(), edition.time_zone).date())
    shown = [
        GateShown(id=each.id, name=each.name, area=each.area, direction=each.direction, entries=each.entries)
        for each in gates
    ]
    return listed(shown if page_asked() == 1 else [], total=len(shown), size=max(len(shown), 1))


def scan_list() -> Listed[ScanShown]:
    """The scans of the edition, the latest first."""
    page = list_scans(current_edition().id, number=page_asked())
    shown = [
        ScanShown(
            id=scan.id,
            gate_id=scan.gate_id,
            registration_id=registration_id,
            outcome=scan.outcome,
            reason=scan.reason,
            leaves=scan.leaves,
            device=scan.device,
            happened_at=scan.happened_at,
            received_at=scan.received_at,
        )
        for scan, registration_id in page.rows
    ]
    return listed_page(page, shown)


def scan_create() -> ScansTaken:
    """Record scans, each for itself; one that was sent before is answered from the record."""
    by, edition_id = current_person().id, current_edition().id
    scans = many_scans()
    return ScansTaken(
        [answer_to(each, by=lambda _body: by, may_scan=lambda of_gate: of_gate == edition_id) for each in scans]
    )


OPERATIONS = (
    _operation("gate_list", "GET", "/gates", N_("Las puertas."), verb=gate_list, answer=GateShown, is_list=True),
    _operation(
        "scan_list",
        "GET",
        "/scans",
        N_("Los escaneos, el más reciente primero."),
        verb=scan_list,
        answer=ScanShown,
        is_list=True,
    ),
    _operation(
        "scan_create",
        "POST",
        "/scans",
        N_("Guardar hasta 50 escaneos, cada uno con su propio id: repetido, no cuenta dos veces."),
        verb=scan_create,
        answer=ScansTaken,
        body=BODY,
    ),
)
