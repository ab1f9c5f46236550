"""`forum meetings`: the timetable engine from the command line."""

import argparse

from forum.timetable.commands.files import add_files
from forum.timetable.commands.plan import Program, add_plan


def add_meetings(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", *, program: Program) -> None:
    """Describe the command's own words; `program` makes the program whose database is meant."""
    parser = commands.add_parser("meetings", help="the timetable engine: plan an edition, solve a file")
    words = parser.add_subparsers(required=True, metavar="WHAT")
    add_plan(words, program=program)
    add_files(words)
