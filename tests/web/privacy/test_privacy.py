"""Notices and the ledger of consents."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import session
from forum.core.errors import NotFound
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.rules import Block, Controller, blocks
from forum.privacy.service import ensure_notice
from tests.builders.people import a_person
from tests.builders.registrations import agreed

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)
CLUSTER = Controller(name="Clúster & Cía.", address="Silao", email="datos@cluster.mx")


def test_a_notice_is_published_once(app: Flask) -> None:
    first = ensure_notice(NOW)
    assert ensure_notice(NOW).id == first.id
    assert (first.version, current_notice().id) == ("2026-1", first.id)


def test_new_words_are_a_new_version_and_the_old_one_stays(app: Flask) -> None:
    first = ensure_notice(NOW)
    second = ensure_notice(NOW, controller=CLUSTER)
    assert current_notice().id == second.id
    assert [notice.id for notice in session().query(Notice).order_by(Notice.id)] == [first.id, second.id]
    assert second.full("es").splitlines()[1].startswith("Clúster & Cía., con domicilio en Silao,")


def test_without_a_notice_there_is_none(app: Flask, client: FlaskClient) -> None:
    with pytest.raises(NotFound):
        current_notice()
    assert client.get("/privacy").status_code == 404


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Respondemos en 20 días hábiles"), ("en", "We answer within 20 business days")],
)
def test_the_full_notice_is_public_in_both_languages(
    app: Flask, client: FlaskClient, language: str, sentence: str
) -> None:
    ensure_notice(NOW, controller=CLUSTER)
    page = client.get("/privacy", headers={"Accept-Language": language}).text
    assert sentence in page
    assert "Clúster &amp; Cía." in page
    assert "%(" not in page
    assert "<h2>" in page


def test_every_answer_is_a_row_and_the_last_one_holds(app: Flask) -> None:
    notice, person = ensure_notice(NOW), a_person()
    agreed(person.id, notice.id, {Purpose.EVENT: True, Purpose.NEWS: True}, NOW)
    agreed(person.id, notice.id, {Purpose.NEWS: False}, NOW)
    assert consents_of(person.id) == {Purpose.EVENT: True, Purpose.NEWS: False}
    assert session().query(Consent).count() == 3


def test_a_text_is_laid_out_in_headings_lists_and_paragraphs() -> None:
    assert blocks("# Quién\nNosotros.\n\n- uno\n- dos\nFin.") == [
        Block(kind="heading", lines=("Quién",)),
        Block(kind="paragraph", lines=("Nosotros.",)),
        Block(kind="list", lines=("uno", "dos")),
        Block(kind="paragraph", lines=("Fin.",)),
    ]
