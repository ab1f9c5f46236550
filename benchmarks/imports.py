"""How long an import of people takes: `python -m benchmarks.imports [ROWS …]`, 7,000 and 15,000 by default.

In one process and without a server, on a new SQLite with the migrated tables, or on `FORO_DATABASE_URL`: the sheet is
read, each row judged and its verdict kept, then all are imported in one change, and undone. Nobody is mailed.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from benchmarks.machine import machine, scratch_folder, settings_for
from forum.accounts.models import Person
from forum.app import create_app
from forum.cli import prepare
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.sheet_reading import read_rows
from forum.core.sheets import csv_lines, xlsx_file
from forum.editions.models import Category, Edition
from forum.imports.enums import ImportKind
from forum.imports.models import ImportBatch
from forum.imports.service import batches, undoing
from forum.imports.transfer import flow
from forum.imports.transfer.kinds import KINDS
from forum.imports.views import LIMITS
from forum.settings import Settings, sqlite_url

GIVEN = ("María José", "Juan Carlos", "Íñigo", "Ana", "Guadalupe", "Luis Fernando", "Ximena")
SURNAMES = ("Hernández", "Muñoz", "Güereca", "Peñaloza", "Villanueva", "Ruiz", "de la Lara")
FIRMS = ("Troquelados del Bajío", "Inyección San Felipe", "Forjas del Centro", "Universidad de León")
HEADINGS = ("Nombre(s)", "Apellidos", "Correo", "Celular", "Organización", "Puesto")


def main() -> None:
    """Measure and print."""
    print(machine())
    for rows in [int(each) for each in sys.argv[1:]] or [7_000, 15_000]:
        with scratch_folder() as folder:
            url = os.environ.get("FORO_DATABASE_URL") or sqlite_url(folder / "foro.sqlite")
            app = create_app(Settings.from_environment(settings_for(url, folder, 8000)))
            prepare(app)
            with app.test_request_context():
                _measure(rows)


def _measure(count: int) -> None:
    edition, category, by = _edition()
    sheet = _sheet(count)
    kind = KINDS[ImportKind.PEOPLE]
    files = {"CSV": "".join(csv_lines(HEADINGS, sheet)).encode(), "XLSX": xlsx_file(HEADINGS, sheet).getvalue()}
    print(f"{count:,} people")
    for name, data in files.items():
        rows = _timed(f"read {name}", lambda data=data: read_rows(io.BytesIO(data).read(), LIMITS))
    now = utc_now()
    batch = _timed("keep", lambda: batches.keep_sheet(edition, kind.kind, file_name="x.csv", rows=rows, by=by, now=now))
    places = flow.guess_columns(kind, batch.sheet[0], None)
    batches.keep_choice(batch.id, edition_id=edition, columns=places, target_id=category, now=now)
    scope = flow.scope_of(session().get_one(ImportBatch, batch.id), by=by, now=now, language="es")
    _timed("judge", lambda: flow.judge_batch(kind, batch.id, scope))
    done = _timed("import", lambda: flow.import_batch(kind, batch.id, scope))
    assert done.new == count, done.new
    undone = _timed("undo", lambda: undoing.undo_batch(batch.id, edition_id=edition, by=by, now=utc_now()))
    assert undone.stayed == 0


def _timed(name: str, work: Callable[[], Any]) -> Any:
    began, before = time.perf_counter(), time.process_time()
    result = work()
    print(f"  {name:10}{time.perf_counter() - began:6.2f} s, {time.process_time() - before:.2f} s of CPU")
    return result


def _edition() -> tuple[int, int, int]:
    """A new edition, its category, and who imports."""
    now = utc_now()
    day = now.date() + timedelta(days=30)
    windows = ("registration_opens_at", "requests_open_at", "registration_closes_at", "requests_close_at")
    moments = {name: now + timedelta(days=days) for days, name in enumerate((*windows, "preliminary_at", "freeze_at"))}
    name = f"foro-{time.time_ns()}"
    with atomic() as current:
        edition = Edition(slug=name, name="Foro", ordinal=1, venue_name="Sede", starts_on=day, ends_on=day, **moments)
        person = Person(email=f"{name}@example.mx", given_names="Quien", first_surname="Importa", created_at=now)
        current.add_all([edition, person])
        current.flush()
        category = Category(edition_id=edition.id, code="v", name_es="Visitante", name_en="Visitor", colour="#123456")
        current.add(category)
    return edition.id, category.id, person.id


def _sheet(count: int) -> list[list[str]]:
    chance = Random(1)
    return [
        [
            chance.choice(GIVEN),
            f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}",
            f"persona{number}@correo.example.mx",
            f"477{chance.randrange(10**7):07}",
            chance.choice(FIRMS),
            "Compras",
        ]
        for number in range(count)
    ]


if __name__ == "__main__":
    main()
