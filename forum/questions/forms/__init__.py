"""The form of a question, and those by which questions are answered."""

from forum.questions.forms.answering import AnswersForm, AskingForm, StaffAnswersForm, asking, data_of
from forum.questions.forms.question import QuestionForm

__all__ = ["AnswersForm", "AskingForm", "QuestionForm", "StaffAnswersForm", "asking", "data_of"]
