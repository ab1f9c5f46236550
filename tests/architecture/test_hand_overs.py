"""Every page that answers with a file of people's data leaves a line in the log of hand-overs, and so does the API."""

import ast
import dataclasses
import inspect
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from forum.app.operations import OPERATIONS

FILES = {"send_private", "send_csv", "send_file", "file_response", "csv_lines", "xlsx_file", "stream_run", "zip_file"}
"""What a view calls to answer with a file."""
LOGS = {"record_export", "record_transfer", "hand_over", "hand_over_members", "hand_over_contacts"}
"""What it calls to write down that data of people left."""
OF_A_PERSON = {"email", "phone", "full_name", "given_names", "person"}
"""Fields of the API's answers that name somebody or say how to reach them."""

OWN, EMPTY, COMPANIES = "their own", "it is empty", "it names companies alone"
NOT_HANDED_OVER = {
    "allies.members_text_show": COMPANIES,
    "allies.members_workbook_show": COMPANIES,
    "arco_own.package_show": OWN,
    "companies.directory_evidence_show": COMPANIES,
    "companies.evidence_show": OWN,
    "delegations.template_show": EMPTY,
    "imports.template_show": EMPTY,
    "matchmaking.coordinated_drawing_show": COMPANIES,
    "matchmaking.drawing_show": OWN,
    "matchmaking.load_mend_show": OWN,
    "matchmaking.load_template_show": EMPTY,
    "matchmaking.load_text_template_show": EMPTY,
    "meetings.drawing_show": COMPANIES,
    "meetings.evidence_show": COMPANIES,
    "meetings.meeting_workbook_show": COMPANIES,
    "meetings.lack_text_show": "it names companies, and who of the team wrote down",
    "meetings.lack_workbook_show": "it names companies, and who of the team wrote down",
    "meetings.own_folder_sheet_show": "the meetings of the buyer, who meets these people",
    "meetings.own_folder_show": "the meetings of the buyer, who meets these people",
    "meetings.request_workbook_show": COMPANIES,
    "meetings.signs_show": COMPANIES,
    "own_answers.file_show": OWN,
    "programme.paper_show": "the PDF of a session, which everybody may read",
    "reports.business_text_show": "figures",
    "reports.business_workbook_show": "figures",
    "reports.draft_show": "figures",
    "reports.issue_paper_show": "figures",
    "reports.issue_text_show": "figures",
    "reports.issue_workbook_show": "figures",
    "reports.load_mend_show": "figures",
    "reports.load_template_show": EMPTY,
    "reports.load_text_template_show": EMPTY,
    "reports.text_show": "figures",
    "reports.workbook_show": "figures",
}
"""Files that hold no data of others, and why."""


@cache
def calls(module: str) -> dict[str, set[str]]:
    """The names that each function of a module calls, also through others of the module."""
    tree = ast.parse(Path(inspect.getsourcefile(__import__(module, fromlist=["_"])) or "").read_text())
    direct = {
        each.name: {
            name.attr if isinstance(name, ast.Attribute) else name.id
            for name in ast.walk(each)
            if isinstance(name, ast.Attribute | ast.Name)
        }
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef)
    }
    for _ in direct:
        for names in direct.values():
            names.update(*(direct[other] for other in names & set(direct)))
    return direct


def view_of(app: Flask, endpoint: str) -> Any:
    return inspect.unwrap(app.view_functions[endpoint])


def test_each_file_of_people_is_written_down(app: Flask) -> None:
    silent = set()
    for rule in app.url_map.iter_rules():
        view = view_of(app, rule.endpoint)
        names = calls(view.__module__).get(view.__name__, set()) if view.__module__.startswith("forum.") else set()
        if names & FILES and not names & LOGS:
            silent.add(rule.endpoint)
    assert sorted(silent) == sorted(NOT_HANDED_OVER)


def test_each_reading_of_people_by_the_api_is_written_down() -> None:
    silent = [
        each.name
        for each in OPERATIONS
        if each.method == "GET"
        and OF_A_PERSON & {field.name for field in dataclasses.fields(each.answer)}
        and not each.hands_over
    ]
    assert silent == []
