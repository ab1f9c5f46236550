"""Sheets that an organiser uploaded."""

from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.imports.enums import ImportKind
from forum.imports.models import ImportBatch
from forum.imports.service.batches import keep_choice, keep_sheet
from forum.imports.transfer.flow import judge_batch, scope_of
from forum.imports.transfer.kinds import KINDS
from tests.builders.people import a_person

ROWS = [["Nombre y apellidos", "Correo"], ["Rosa Íñiguez", ""], ["", "nadie@example.mx"]]


def a_judged_batch(edition: Edition, category_id: int) -> ImportBatch:
    """A sheet of people with a good row and a refused one, not imported yet."""
    by, now = a_person().id, utc_now()
    batch = keep_sheet(edition.id, ImportKind.PEOPLE, file_name="lista.csv", rows=ROWS, by=by, now=now)
    columns = {"full_name": 0, "email": 1}
    batch = keep_choice(batch.id, edition_id=edition.id, columns=columns, target_id=category_id, now=now)
    return judge_batch(KINDS[ImportKind.PEOPLE], batch.id, scope_of(batch, by=by, now=now, language="es"))
