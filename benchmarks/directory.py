"""A buyer's directory of suppliers: `python -m benchmarks.directory [COMPANIES …]`, 3,000 and 12,000 by default.

CPU milliseconds of whole pages of one process on SQLite, the median of the rounds, each on another page of the list,
with the statements of one; *first* is the page after what is kept was forgotten, which happens every quarter of a
minute at most. Plain figures of a machine: compare two commits on the same one.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select

from benchmarks.machine import SECRET, machine
from forum.accounts.models import Person
from forum.app import create_app
from forum.companies.models import Capability, Certificate, Company, Process, Site
from forum.companies.rules.certificates import STANDARDS
from forum.core.clock import utc_now
from forum.core.collation import stored_key
from forum.core.database import atomic, db, session
from forum.core.kept import forget
from forum.core.search import fold
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.editions.models import Edition
from forum.matchmaking.enums import Mark, RequirementStatus, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier, SupplierMark
from forum.settings import Settings, sqlite_url
from tests.builders.people import sign_in

SIZES, ROUNDS = (3_000, 12_000), 25
PLACES = ("Silao", "León", "Celaya", "Salamanca", "Irapuato", "Apaseo el Grande")


def fill(edition_id: int, how_many: int) -> None:
    """Approved suppliers with three processes, two certificates and a site each; the buyer has marked some."""
    rng, now = Random(1), utc_now()
    with atomic() as current:
        processes = list(current.scalars(select(Process.id).where(Process.parent_id.is_not(None))))
        first = (max(current.scalars(select(Company.id))) or 0) + 1
        ids = range(first, first + how_many)
        names = {id: f"{rng.choice(('Forjas', 'Moldes', 'Troqueles'))} {rng.choice(PLACES)} {id}" for id in ids}
        rows = (
            {"id": id, "name": name, "legal_name": name, "name_folded": fold(name), "name_sorted": stored_key(name),
             "created_at": now, "stratum": rng.choice(("micro", "pequena", "mediana"))}
            for id, name in names.items()
        )  # fmt: skip
        current.execute(insert(Company.__table__), list(rows))
        until = now.date() + timedelta(days=400)
        for model, values in (
            (Supplier, [{"edition_id": edition_id, "company_id": id, "status": SupplierStatus.APPROVED, "reason": "",
                         "created_at": now} for id in ids]),
            (Capability, [{"company_id": id, "process_id": each, "detail": ""} for id in ids
                          for each in rng.sample(processes, 3)]),
            (Certificate, [{"company_id": id, "standard": each.code, "body": "A", "number": "1", "scope": "",
                            "valid_until": until, "in_process": False} for id in ids
                           for each in rng.sample(STANDARDS, 2)]),
            (Site, [{"company_id": id, "name": "Planta", "municipality": rng.choice(PLACES), "street": ""}
                    for id in ids]),
            (SupplierMark, [{"buyer_id": current.scalars(select(Buyer.id)).first(), "company_id": id,
                             "mark": rng.choice(tuple(Mark)), "marked_at": now} for id in rng.sample(ids, 60)]),
        ):  # fmt: skip
            current.execute(insert(model), values)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements of the block."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def measure(app: Flask, browser: FlaskClient, address: str) -> tuple[float, float, int]:
    """Milliseconds of the first page and the median of the others, and the statements of one of those."""
    forget(app)
    spent = []
    for number in range(1, ROUNDS + 1):
        with counted(app) as statements:
            begun = time.process_time()
            assert browser.get(f"{address}page={number}").status_code == 200
            spent.append(1_000 * (time.process_time() - begun))
    return spent[0], statistics.median(spent[1:]), len(statements)


def main() -> None:
    """Load, measure, print."""
    print(machine())
    for size in [int(each) for each in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(
                secret_key=SECRET, data_dir=Path(folder), database_url=sqlite_url(Path(folder) / "foro.sqlite")
            )
            app = create_app(settings)
            with app.app_context():
                browser, address, queries = _loaded(app, size)
            print(f"{size:,} companies\n{'':<34}{'first':>9}{'then':>9}{'statements':>12}")
            for query in queries:
                first, then, statements = measure(app, browser, f"{address}?{query}&")
                print(f"{query or 'all':<34}{first:>6.1f} ms{then:>6.1f} ms{statements:>12}", flush=True)


def _loaded(app: Flask, size: int) -> tuple[FlaskClient, str, tuple[str, ...]]:
    """The browser of a buyer, the address of the directory, and what they look for in it."""
    db.create_all()
    load_demo(SMALL, password_hash="x", now=utc_now())
    edition = session().scalars(select(Edition)).one()
    fill(edition.id, size)
    wanted = session().scalars(
        select(Requirement)
        .join(Buyer, Buyer.id == Requirement.buyer_id)
        .join(Person, Person.id == Buyer.person_id)
        .where(Person.email == "comprador@demo.example", Requirement.status == RequirementStatus.PUBLISHED)
    )
    id, process_id = next((each.id, each.process_id) for each in wanted)
    buyer = session().scalars(select(Person).where(Person.email == "comprador@demo.example")).one()
    queries = ("", "q=forjas", f"process={process_id}", "municipality=Silao&stratum=micro", "mark=must",
               f"requirement={id}", f"requirement={id}&q=troqueles")  # fmt: skip
    return sign_in(app.test_client(), buyer), f"/{edition.slug}/meetings/directory", queries


if __name__ == "__main__":
    main()
