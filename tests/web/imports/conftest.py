"""An edition whose organiser imports lists."""

import io
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.core.database import Base, session
from forum.editions.models import Category, Edition
from forum.imports.models import ImportBatch, ImportRow
from forum.mail.models import OutgoingMail
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in


@dataclass
class Lists:
    """What an organiser does with sheets, by their pages."""

    client: FlaskClient
    edition: Edition
    category: Category

    def path(self, rest: str = "") -> str:
        return f"/{self.edition.slug}/imports{rest}"

    def upload(self, data: bytes | str, *, kind: str = "people", name: str = "lista.csv") -> str:
        """Upload a sheet; the address of its batch."""
        content = data.encode() if isinstance(data, str) else data
        answer = self.client.post(
            self.path(f"/new/{kind}"), data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data"
        )
        assert answer.status_code == 303, answer.text
        return str(answer.location).removesuffix("/columns")

    def judge(self, page: str, **said: object) -> str:
        """Take the columns as they are guessed; the page with the verdicts."""
        form = self.client.get(f"{page}/columns").text
        chosen: dict[str, object] = {}
        for part in form.split("<select")[1:]:
            name = part.split('name="')[1].split('"')[0]
            if 'selected value="' in part.split("</select")[0]:
                chosen[name] = part.split('selected value="')[1].split('"')[0]
        answer = self.client.post(f"{page}/columns", data={**chosen, **said})
        assert answer.status_code == 303, answer.text
        return self.client.get(page).text

    def bring(self, data: bytes | str, *, kind: str = "people", **said: object) -> str:
        """Upload, judge and import a sheet; the address of its batch."""
        page = self.upload(data, kind=kind)
        self.judge(page, **{**({"target_id": self.category.id} if kind == "people" else {}), **said})
        answer = self.client.post(f"{page}/confirmation")
        assert answer.status_code == 303, answer.text
        return page

    def undo(self, page: str) -> ImportBatch:
        assert self.client.post(f"{page}/undoing").status_code == 303
        return batch_of(page)

    def refused(self, page: str) -> list[list[object]]:
        """The rows of the sheet of what was refused."""
        book = load_workbook(io.BytesIO(self.client.get(f"{page}/refused.xlsx").data))
        return [list(row) for row in book.active.values]


def batch_of(page: str) -> ImportBatch:
    batch = session().get(ImportBatch, int(page.rsplit("/", 1)[-1]), populate_existing=True)
    assert batch is not None
    return batch


def verdicts_of(page: str) -> list[str]:
    query = select(ImportRow.verdict).where(ImportRow.batch_id == batch_of(page).id).order_by(ImportRow.number)
    return [verdict.value for verdict in session().scalars(query)]


def mails() -> int:
    return session().scalar(select(func.count()).select_from(OutgoingMail)) or 0


def all_rows() -> dict[str, list[object]]:
    """Every row of the domains: what undoing has to restore."""
    mine = {"import_batch", "import_row", "import_columns", "rate_count", "sign_in_session"}
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in mine:
            query = select(table).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(row) for row in session().execute(query)]
    return found


@pytest.fixture
def lists(client: FlaskClient) -> Lists:
    edition = an_edition()
    sign_in(client, a_person_who_organises(edition))
    return Lists(client, edition, a_category(edition))


def a_person_who_organises(edition: Edition) -> Person:
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    return person
