"""`forum demo`: load the demo edition and serve it."""

import argparse
import dataclasses
import socket
import sys
import time
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Person
from forum.accounts.service.passwords import hash_password
from forum.core.clock import utc_now
from forum.core.commands import drop_tables
from forum.core.database import session
from forum.core.tokens import sign
from forum.demo.frame import SLUG
from forum.demo.load import ACCOUNTS, load_demo
from forum.demo.sizes import SIZES, SMALL
from forum.demo.world import ZONE
from forum.editions.models import Edition
from forum.editions.queries import find_front_edition
from forum.mail.notices import link
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.settings import Settings, data_dir_from

PASSWORD = "proveeduria-demo"  # noqa: S105 - printed for everybody to read
TRIED_PORTS = 20

AppFactory = Callable[[Settings], Flask]
Serve = Callable[[Flask, int], int]


def add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Describe the arguments of the command."""
    parser = commands.add_parser("demo", help="load an invented edition that opens today, and serve it")
    parser.add_argument("--size", choices=sorted(SIZES), default=SMALL.name)
    parser.add_argument("--no-serve", action="store_true", help="load only")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--database", metavar="URL", help="another database than the embedded SQLite")
    return parser


def demo(
    arguments: argparse.Namespace, *, create_app: AppFactory, prepare: Callable[[Flask], None], serve: Serve
) -> int:
    """Load the edition unless it is there already, print who can sign in, and serve it."""
    port = arguments.port if arguments.no_serve else free_port(arguments.port)
    settings = Settings.for_demo(data_dir_from() / f"demo-{arguments.size}", port)
    if arguments.database:
        settings = dataclasses.replace(settings, database_url=arguments.database)
    app = create_app(dataclasses.replace(settings, patience=None))  # loading takes the time it takes
    start = time.perf_counter()
    prepare(app)
    with app.app_context():
        if is_over(now=utc_now()):
            drop_tables()
            prepare(app)
        loaded = ensure_loaded(arguments.size, now=utc_now())
        seconds = time.perf_counter() - start
        print(f"{'Loaded' if loaded else 'Found'} the demo edition of size {arguments.size} in {seconds:.1f} s.")
        print(welcome(settings))
    sys.stdout.flush()
    return 0 if arguments.no_serve else serve(create_app(settings), port)


def is_over(*, now: datetime) -> bool:
    """Whether the database holds a demo edition of past days; then it is loaded again, to open today."""
    edition = find_front_edition(now=now)
    return edition is not None and edition.slug.startswith(SLUG) and edition.ends_on < now.astimezone(ZONE).date()


def ensure_loaded(size: str, *, now: datetime) -> bool:
    """Load a demo edition unless there is an edition; return whether it was loaded."""
    if find_front_edition(now=now) is not None:
        return False
    load_demo(SIZES[size], password_hash=hash_password(PASSWORD), now=now)
    return True


def welcome(settings: Settings) -> str:
    """The address of the site, and how to sign in as each role."""
    edition = find_front_edition(now=utc_now())
    lines = ["", f"Open {settings.base_url}", "", f"Sign in at {settings.base_url}/sign-in/password"]
    lines += [f"  {role:<24}{email}" for role, email in ACCOUNTS]
    lines += [f"  password for all        {PASSWORD}"]
    if edition is not None:
        lines += ["", "A visitor signs in nowhere; their link is", f"  {visitor_link(edition)}"]
    lines += ["", f"Mails are not sent: an organiser reads them at {settings.base_url}/mail"]
    lines += ["Scan a badge on this machine's camera, or type the code printed under its QR.", ""]
    return "\n".join(lines)


def visitor_link(edition: Edition) -> str:
    """The signed link of an approved visitor of the edition."""
    registration = (
        session()
        .scalars(
            select(Registration)
            .join(Person, Person.id == Registration.person_id)
            .where(Registration.edition_id == edition.id, Registration.status == RegistrationStatus.APPROVED)
            .where(Person.email.like("visitante%"))
            .order_by(Registration.id)
            .limit(1)
        )
        .one()
    )
    return link(
        "registration.registration_show", token=sign("registration", [registration.id, registration.link_nonce])
    )


def free_port(wanted: int) -> int:
    """The wanted port, or the next free one."""
    for port in range(wanted, wanted + TRIED_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return wanted
