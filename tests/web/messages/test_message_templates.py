"""Texts kept under a name: from a message of one edition into a message of another."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.database import session
from forum.messages.models import MessageTemplate
from tests.builders.editions import an_edition
from tests.builders.messages import a_message
from tests.builders.people import a_person, a_role, an_organiser, sign_in


@pytest.mark.both_engines
def test_a_message_is_kept_and_written_from_in_another_edition(app: Flask, client: FlaskClient) -> None:
    edition, other = an_edition(slug="foro-2026"), an_edition(slug="foro-2027")
    message = a_message(edition, subject_en="See you at {evento}", text_en="Come early.")
    an_organiser(client)
    page = f"/foro-2026/messages/{message.id}"
    assert f'href="{page}/template"' in client.get(page).text
    assert client.post(f"{page}/template", data={"name": "  Recordatorio  "}).status_code == 303
    again = client.post(f"{page}/template", data={"name": "Recordatorio"})
    assert (again.status_code, "Ya hay una plantilla con ese nombre" in again.text) == (422, True)
    template = session().scalars(select(MessageTemplate)).one()
    assert (template.name, template.text_en, template.kind) == ("Recordatorio", "Come early.", message.kind)
    listed = client.get("/foro-2027/messages/templates").text
    assert f"/foro-2027/messages/new?template={template.id}" in listed
    written = client.get(f"/foro-2027/messages/new?template={template.id}").text
    assert all(text in written for text in ("Nos vemos en {evento}", "See you at {evento}", "Come early."))
    colleague = a_person()
    a_role(colleague, Role.ORGANISER, other)
    theirs = sign_in(app.test_client(), colleague)
    address = f"/foro-2027/messages/templates/{template.id}/deletion"
    assert theirs.post(address).status_code == 403
    assert client.post(address).status_code == 303
    assert session().scalars(select(MessageTemplate)).all() == []
