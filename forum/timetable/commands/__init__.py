"""`forum meetings`: the timetable engine from the command line."""

import argparse

from forum.timetable.commands.files import add_files
from forum.timetable.commands.plan import AppFactory, add_plan


def add_meetings(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", *, app: AppFactory) -> None:
    """Add the command and its subcommands to the parser; `app` creates the app whose database they use."""
    parser = commands.add_parser("meetings", help="the timetable engine: plan an edition, solve a file")
    words = parser.add_subparsers(required=True, metavar="WHAT")
    add_plan(words, app=app)
    add_files(words)
