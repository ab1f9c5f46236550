"""What was answered, on the badge."""

import pytest
from flask import Flask

from forum.badges.documents.composing import compose
from forum.badges.enums import Purpose
from forum.badges.queries import list_printables, templates_of
from forum.badges.service.faces import faces_of, fonts_below
from forum.printing.typefaces import load_typefaces
from forum.questions.enums import QuestionKind
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.questions import a_question, answered
from tests.builders.registrations import a_notice


@pytest.mark.both_engines
def test_what_is_marked_for_the_badge_is_a_line_of_it(app: Flask) -> None:
    a_notice()
    edition = an_edition(slug="foro")
    category = a_category(edition)
    last = a_question(edition, QuestionKind.TEXT, on_badge=True)
    meal = a_question(edition, QuestionKind.YES_NO, wording_es="¿Come carne?", on_badge=True)
    secret = a_question(edition, QuestionKind.TEXT)
    (one, badge), (_other, plain) = somebody_with_badge(category), somebody_with_badge(category)
    answered(one, {meal.id: "Sí", last.id: "Talla G", secret.id: "no va"})
    printables = list_printables([badge.id, plain.id])
    assert [each.answered for each in printables] == ["Talla G · Come carne", ""]
    faces = faces_of(printables, edition, templates=templates_of(edition.id), purpose=Purpose.SHEET)
    typefaces = load_typefaces(fonts_below(app.static_folder))
    texts = [{each.piece: each.text for each in compose(face, typefaces).texts} for face in faces]
    assert [each.get("answers") for each in texts] == ["Talla G · Come carne", None]
