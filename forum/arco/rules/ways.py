"""How a row of a declared table leads to the person it is about: by a key, by an address, by its author, by a company.

Most tables need nothing here: the names of their keys say it.
"""

from collections.abc import Iterable

# Of the first group with a key that a table has, every key leads to its person. Both sides of a meeting are its people.
KEYS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("person_id", "person"), ("buyer_id", "buyer")),
    (("registration_id", "registration"),),
    (("badge_id", "badge"),),
    (("answer_id", "question_answer"),),
    (("request_id", "meeting_request"),),
    (("meeting_id", "meeting"),),
    (("scan_id", "scan"),),
    (("speaker_id", "programme_speaker"),),
    (("arco_request_id", "arco_request"),),
    (("kept_id", "person"), ("merged_id", "person")),
)
# What a company has belongs to those who represent it.
OF_COMPANIES = {"company": "id", "site": "company_id", "capability": "company_id", "certificate": "company_id"}
# What somebody wrote about others for themselves.
BY_AUTHOR = {"requirement_mark": "marked_by_id", "private_note": "written_by_id"}
# What has a line for each person it is about; it is of them all, and none may have it emptied.
BY_LINES = {"transfer": ("transfer_person", "transfer_id")}
# What is kept under an address, whoever has it.
BY_ADDRESS = {
    "outgoing_mail": "to_email",
    "company_invitation": "email",
    "walk_in": "email",
    "delegation": "manager_email",
    "arco_request": "email",
}
# Sheets with many people, which lead to none of them; their rows are deleted after a month.
LISTS = frozenset({"import_batch", "import_row"})


def keys_to_person(columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The keys of a table by which its rows lead to their person, each with the table it points to."""
    names = set(columns)
    for group in KEYS:
        ways = tuple((key, target) for key, target in group if key in names)
        if ways:
            return ways
    return ()


def is_secret(column: str) -> bool:
    """Whether a column holds what opens something: that it is there is told, what it is is not."""
    return column.endswith(("_hash", "_verifier", "_sealed"))
