"""What happened to the sessions in somebody's agenda."""

from forum.core.happenings import Happening, Whose
from forum.core.labels import label_of, word_of
from forum.programme.queries.choices import history_of_choices


def choice_happenings(whose: Whose) -> list[Happening]:
    """What a person, the staff or a change did to their sessions, in one statement."""
    return [
        Happening(
            at=event.at,
            title=word_of(event.kind),
            note=event.title,
            who=by.full_name if by else "",
            tone=label_of(event.kind).tone,
        )
        for event, by in history_of_choices(whose.registration_id)
    ]
