"""The `forum` command: its arguments, passed to the commands of each domain.

Each command imports what it needs: the timetable engine on a file starts without the app.
"""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from forum.core.not_migrated import NotMigrated
from forum.settings import Settings, UnsafeSettings
from forum.timetable.commands import add_meetings

if TYPE_CHECKING:
    from flask import Flask

    from forum.core.findings import Finding

WEB_THREADS = 8
T = TypeVar("T")

Arguments = argparse.Namespace


def main() -> int:
    """Run one command; return 0 on success, 1 on failure, 2 when the settings are unsafe."""
    arguments = (_meetings_parser() if sys.argv[1:2] == ["meetings"] else _parser()).parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    command: Callable[[Arguments], int] = arguments.command
    try:
        return command(arguments)
    except UnsafeSettings as refusal:
        print(f"Not started. {refusal}", file=sys.stderr)
        return 2
    except NotMigrated as refusal:
        print(refusal, file=sys.stderr)
        return 1


def create_app(settings: Settings) -> "Flask":
    """The app; whoever needs none does not load it."""
    from forum.app import create_app

    return create_app(settings)


def _meetings_parser() -> argparse.ArgumentParser:
    """The arguments of the timetable engine alone, which reads files without the app."""
    parser = argparse.ArgumentParser(prog="forum")
    add_meetings(parser.add_subparsers(required=True, metavar="COMMAND"), app=_app)
    return parser


def _parser() -> argparse.ArgumentParser:
    from forum.backups.commands import add_backups
    from forum.demo.commands import add_demo
    from forum.deployment.commands import add_install
    from forum.hub.commands import add_hub

    parser = argparse.ArgumentParser(prog="forum", description="The event system of a supplier forum.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve_parser = commands.add_parser("serve", help="serve the site, and run its jobs where FORO_JOBS_URL is not set")
    serve_parser.add_argument("--host", default="127.0.0.1")
    serve_parser.add_argument("--port", type=int, default=8000)
    serve_parser.add_argument("--workers", type=int, default=1, help="processes, for a proxy in front that buffers (1)")
    serve_parser.set_defaults(command=serve)

    add_demo(commands).set_defaults(command=demo_command)

    add_meetings(commands, app=_app)
    add_hub(commands)
    add_install(commands)
    add_backups(commands, backup=backup, restore=restore)

    for name, command, words in (
        ("worker", worker, "run the jobs: mail and whatever is due"),
        ("metrics", metrics, "show figures to Prometheus, at FORO_METRICS_PORT"),
        ("migrate", migrate, "bring the database to the newest version"),
        ("doctor", doctor, "say in words what is wrong"),
    ):
        commands.add_parser(name, help=words).set_defaults(command=command)

    organiser_parser = commands.add_parser("create-organiser", help="let somebody organise; prints a sign-in link")
    organiser_parser.add_argument("email")
    organiser_parser.set_defaults(command=create_organiser_command)
    removal_parser = commands.add_parser("remove-second-step", help="for who lost the way of their second step")
    removal_parser.add_argument("email")
    removal_parser.set_defaults(command=remove_second_step_command)
    return parser


def _app() -> "Flask":
    """The app of a command, which waits for the database as long as it takes."""
    return _app_with(replace(Settings.from_environment(), patience=None))


def _app_with(settings: Settings) -> "Flask":
    from forum.core.data_files import private_folder

    with suppress(OSError):  # the doctor and the server report it
        private_folder(settings.data_dir)
    return create_app(settings)


def serve(arguments: Arguments) -> int:
    """Serve the site until stopped."""
    settings = Settings.from_environment()
    app = _app_with(replace(settings, hosts=(*settings.hosts, arguments.host)))
    return serve_app(app, host=arguments.host, port=arguments.port, workers=arguments.workers)


def serve_app(app: "Flask", *, host: str, port: int, workers: int = 1) -> int:
    """Serve an app; print what is missing and return 1 when it is not ready."""
    from forum.core import commands as core

    with app.app_context():
        missing = [finding for finding in chain(core.check_database(), core.check_files()) if not finding.is_fine]
    if missing:
        _print_findings(iter(missing))
        return 1
    for number in (signal.SIGINT, signal.SIGTERM):  # running requests are finished, even where a parent ignores them
        signal.signal(number, lambda _number, _frame: sys.exit(0))
    import waitress

    from forum.core.processes import serve_from_processes
    from forum.jobs.consumer import consuming

    runs_jobs = app.config["FORO"].jobs_url is None
    if workers > 1:
        serve_from_processes(app, host=host, port=port, workers=workers, with_jobs=runs_jobs)
    with consuming(app) if runs_jobs else nullcontext():
        waitress.serve(app, host=host, port=port, threads=WEB_THREADS)
    return 0


def demo_command(arguments: Arguments) -> int:
    """Load the demo edition unless it is there already, and serve it."""
    from forum.demo.commands import demo

    return demo(
        arguments,
        create_app=create_app,
        prepare=prepare,
        serve=lambda app, port: serve_app(app, host="127.0.0.1", port=port),
    )


def worker(_arguments: Arguments) -> int:
    """Run jobs until stopped."""
    from forum.core import commands as core
    from forum.jobs.consumer import work

    app = _app()
    with app.app_context():
        core.ensure_migrated()
    work(app)
    return 0


def metrics(_arguments: Arguments) -> int:
    """Show what the processes of this machine measure, and what waits, until stopped."""
    from forum.app.metrics import show_metrics

    return show_metrics(Settings.from_environment(), create_app)


def migrate(_arguments: Arguments) -> int:
    """Migrate the database to the newest version."""
    prepare(_app())
    print("The database is up to date.")
    return 0


def prepare(app: "Flask") -> None:
    """Migrate the database of an app to the newest version, and add the first privacy notice and the catalogue."""
    from forum.companies.service import seed_catalogue
    from forum.core import commands as core
    from forum.privacy.commands import publish_notice

    with app.app_context():
        core.migrate()
        publish_notice()
        seed_catalogue()


def backup(arguments: Arguments) -> int:
    """Make a backup, or a key for encrypted ones."""
    from forum.backups.commands import backup_now, make_key

    if arguments.new_key is not None:
        return _unless_refused(lambda: make_key(arguments.new_key))
    with _app().app_context():  # before an upgrade, too: the database may be of the version before
        return _unless_refused(lambda: backup_now(arguments))


def restore(arguments: Arguments) -> int:
    """Fill an empty database and data directory from a backup, and bring it to this version."""
    from forum.backups.commands import restore_from

    app = _app()
    return _unless_refused(lambda: restore_from(arguments, app, prepare))


def _unless_refused(act: Callable[[], None]) -> int:
    from forum.backups.errors import BackupRefused

    try:
        act()
    except (BackupRefused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def doctor(_arguments: Arguments) -> int:
    """Check everything, and print what is wrong."""
    from forum.accounts.commands import check_organiser
    from forum.backups.commands import check_backups
    from forum.core import commands as core
    from forum.jobs.consumer import check_jobs
    from forum.mail.commands import check_mail, check_mailbox

    try:
        app = _app()
    except UnsafeSettings as refusal:
        print(f"✗ {refusal}")
        return 1
    with app.app_context():
        checks = (
            core.check_settings,
            core.check_database,
            core.check_files,
            core.check_time_zone,
            check_mail,
            check_mailbox,
            check_backups,
        )
        findings = chain(chain.from_iterable(check() for check in checks), check_jobs(app))
        healthy = _print_findings(findings)
        if healthy:
            _print_findings(check_organiser())
    return 0 if healthy else 1


def _print_findings(findings: "Iterator[Finding]") -> bool:
    healthy = True
    for finding in findings:
        mark = "✗" if not finding.is_fine else "!" if finding.is_warning else "✓"
        print(f"{mark} {finding.sentence}")
        healthy = healthy and finding.is_fine
    return healthy


def create_organiser_command(arguments: Arguments) -> int:
    """Make a person an organiser of all editions."""
    from forum.accounts.commands import create_organiser

    return _with_address(
        arguments.email,
        create_organiser,
        lambda link: f"{arguments.email} organises all editions. Sign in within 15 minutes, once, at:\n{link}",
    )


def remove_second_step_command(arguments: Arguments) -> int:
    """Let a person sign in without a second step again."""
    from forum.accounts.commands import remove_second_step

    return _with_address(
        arguments.email,
        remove_second_step,
        lambda done: f"{arguments.email} {'signs in without a' if done else 'has no'} second step.",
    )


def _with_address(email: str, do: Callable[[str], T], said: Callable[[T], str]) -> int:
    from forum.accounts.errors import InvalidEmail
    from forum.core import commands as core

    app = _app()
    with app.app_context():
        core.ensure_migrated()
        try:
            done = do(email)
        except InvalidEmail:
            print(f"{email} is not an e-mail address.", file=sys.stderr)
            return 1
    print(said(done))
    return 0


if __name__ == "__main__":
    sys.exit(main())
