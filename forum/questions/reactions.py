"""What follows for questions from what happens below."""

from forum.editions.enums import CopiedPart
from forum.editions.signals import EditionCopied
from forum.privacy.enums import Purpose
from forum.privacy.signals import ConsentRefused
from forum.questions.service import copy_questions, delete_sensitive_answers_of, save_answers
from forum.registration.signals import FormAnswered


def keep_answers(event: FormAnswered) -> None:
    """Keep what was answered with the form, in the change that registers."""
    save_answers(event.registration_id, typed=event.answers, by=event.person_id, now=event.at)


def copy_questions_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the questions of the other."""
    if CopiedPart.QUESTIONS in event.parts:
        copy_questions(event.source_id, event.edition_id, categories=event.categories, by=event.by, now=event.at)


def forget_sensitive(event: ConsentRefused) -> None:
    """Whoever takes back the consent to use their sensitive data has none here any more."""
    if event.purpose is Purpose.SENSITIVE:
        delete_sensitive_answers_of(event.person_id)
