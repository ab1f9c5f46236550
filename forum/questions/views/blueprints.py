"""The blueprints of an edition's questions, and of answers: at the desk and behind a person's link."""

from flask import Blueprint

questions = Blueprint("questions", __name__, url_prefix="/<edition_slug>/setup/questions")
answers = Blueprint("answers", __name__, url_prefix="/<edition_slug>/registrations/<int:registration_id>/answers")
own_answers = Blueprint("own_answers", __name__, url_prefix="/r/<token>/answers")
