"""A message to everybody who is registered: `python -m benchmarks.messages [--people 15000] [--engines …]`.

The demo is loaded with so many registrations. Measured in this process, wall clock: counting whom the message reaches,
sending it (every recipient chosen, every mail written and on record, one transaction), taking it back, and sending it
again to those who asked for news.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select

from benchmarks.machine import machine, postgres_database, scratch_folder, settings_for
from forum.accounts.models import Person
from forum.app import create_app
from forum.cli import prepare
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL
from forum.editions.models import Edition
from forum.messages.enums import Audience, MessageKind
from forum.messages.queries import count_audience
from forum.messages.rules import Wanted
from forum.messages.service import Texts, send_message, undo_message, write_message
from forum.settings import Settings, sqlite_url

WANTED = Wanted(audience=Audience.REGISTRATIONS)
T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=15_000)
    parser.add_argument("--engines", default="sqlite,postgres")
    given = parser.parse_args()
    print(machine())
    for engine in given.engines.split(","):
        with ExitStack() as stack:
            folder = stack.enter_context(scratch_folder())
            url = stack.enter_context(postgres_database(folder)) if engine == "postgres" else None
            app = create_app(
                Settings.from_environment(settings_for(url or sqlite_url(folder / "foro.sqlite"), folder, 8000))
            )
            prepare(app)
            with app.app_context():
                loaded = load_demo(replace(SMALL, registrations=given.people), password_hash="-", now=utc_now())
                print(engine)
                _measure(session().scalars(select(Edition).where(Edition.slug == loaded.slug)).one())
                db.session.remove()
                db.engine.dispose()


def _measure(edition: Edition) -> None:
    by = session().scalars(select(Person.id).order_by(Person.id)).all()[0]
    sent = _written(edition, MessageKind.NECESSARY, by=by)
    _timed("count whom it reaches", lambda: count_audience(edition.id, wanted=WANTED))
    now = utc_now()
    _timed("send", lambda: send_message(sent, edition_id=edition.id, by=by, now=now))
    _timed("undo", lambda: undo_message(sent, edition_id=edition.id, by=by, now=now))
    news = _written(edition, MessageKind.VOLUNTARY, by=by)
    _timed("send news", lambda: send_message(news, edition_id=edition.id, by=by, now=utc_now()))


def _written(edition: Edition, kind: MessageKind, *, by: int) -> int:
    text = "{nombre} de {empresa}:\n\nNos vemos en {evento}, {fechas}, en {sede}.\n\nSu registro: {enlace}\n" * 4
    texts = Texts(
        kind=kind,
        wanted=WANTED,
        subject_es="Nos vemos en {evento}",
        text_es=text,
        subject_en="See you at {evento}",
        text_en=text,
    )
    return write_message(edition.id, texts, by=by, now=utc_now()).id


def _timed(what: str, verb: Callable[[], T]) -> None:
    began = time.perf_counter()
    result = verb()
    print(f"{what:24}{time.perf_counter() - began:>8.2f} s   {result if result is not None else ''}", flush=True)


if __name__ == "__main__":
    main()
