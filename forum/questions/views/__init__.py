"""The pages of questions: an edition's, and what somebody answered."""

from forum.questions.views import desk, own, setup
from forum.questions.views.blueprints import answers, own_answers, questions

__all__ = ["answers", "desk", "own", "own_answers", "questions", "setup"]
