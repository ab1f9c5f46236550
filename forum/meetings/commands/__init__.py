"""`forum meetings`: the timetable engine from the command line."""

import argparse

from forum.meetings.commands.plan import Program, add_plan


def add_meetings(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", *, program: Program) -> None:
    """Describe the command's own words; `program` makes the program whose database is meant."""
    parser = commands.add_parser("meetings", help="plan an edition's meetings with the timetable engine")
    words = parser.add_subparsers(required=True, metavar="WHAT")
    add_plan(words, program=program)
