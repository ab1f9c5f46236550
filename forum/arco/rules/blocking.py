"""Blocking: which columns are emptied, until when what was in them is kept, what stands where a name was."""

from datetime import date, timedelta

from forum.arco.enums import ArcoKind, ArcoStatus
from forum.arco.errors import NotACancellation, NothingToCarryOut, TooSoonToDelete

USUAL_DAYS = 90
BLOCKED_NAME, DELETED_NAME = "Datos bloqueados", "Datos borrados"
# Their rows tell nothing once the name is gone, and other tables hold on to them.
KEPT_COLUMNS = frozenset(
    {
        ("badge", "code"),
        ("scan", "code"),
        ("walk_in", "code"),
        ("door_device", "key"),
        ("meeting_event", "kind"),
        ("engagement_event", "kind"),
        ("buyer_event", "kind"),
        ("request_event", "detail"),  # what happened to both sides, by ids and hours
        ("meeting_event", "detail"),
        ("engagement_event", "detail"),
    }
)
# The desk's own record, a company's data, and what is emptied with the person themselves.
KEPT_TABLES = frozenset(
    {"arco_request", "arco_event", "data_block", "company", "site", "capability", "certificate", "person"}
)
# Whole rows that are of nobody else and count for nothing.
DELETED_TABLES = frozenset(
    {
        *("outgoing_mail", "kept_form", "private_note", "company_invitation", "request_draft"),
        *("programme_choice", "programme_choice_event", "programme_photo"),
    }
)


def is_emptied(table: str, column: str) -> bool:
    """Whether what a person wrote in a column is taken out when their data are blocked."""
    return table not in KEPT_TABLES and (table, column) not in KEPT_COLUMNS


def usual_deletion(today: date) -> date:
    """The day of deletion that is proposed."""
    return today + timedelta(days=USUAL_DAYS)


def ensure_blockable(kind: ArcoKind, status: ArcoStatus) -> None:
    """Refuse to block the data of somebody who asked for something else, or whose request is not granted.

    Raises:
        NotACancellation: they did not ask for it.
        NothingToCarryOut: it is not granted, or is carried out.
    """
    if kind is not ArcoKind.CANCELLATION:
        raise NotACancellation
    if status is not ArcoStatus.GRANTED:
        raise NothingToCarryOut


def ensure_deletion_day(delete_on: date, *, today: date) -> None:
    """Refuse to delete at once what is to be blocked first.

    Raises:
        TooSoonToDelete: it is today or earlier.
    """
    if delete_on <= today:
        raise TooSoonToDelete
