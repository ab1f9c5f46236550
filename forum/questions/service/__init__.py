"""The changes of questions and of answers."""

from forum.questions.service.answers import save_answers, save_own_answers
from forum.questions.service.copying import copy_questions
from forum.questions.service.forgetting import delete_answers_of, delete_sensitive_answers_of, forget_due
from forum.questions.service.questions import (
    create_question,
    delete_question,
    move_question,
    resume_question,
    retire_question,
    update_question,
)

__all__ = [
    "copy_questions",
    "create_question",
    "delete_answers_of",
    "delete_question",
    "delete_sensitive_answers_of",
    "forget_due",
    "move_question",
    "resume_question",
    "retire_question",
    "save_answers",
    "save_own_answers",
    "update_question",
]
