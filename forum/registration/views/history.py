"""Everything that happened to a registered person in the edition, on one page."""

from itertools import groupby

from flask import render_template, request

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.filters import local
from forum.core.paging import page_in, page_number
from forum.editions.context import current_edition
from forum.registration.enums import Topic
from forum.registration.happenings import happenings_of, topics_for
from forum.registration.labels import TOPICS
from forum.registration.queries import notes_of, registration_in
from forum.registration.views.blueprints import registration_desk


@registration_desk.route("/<int:registration_id>/history")
@requires("registration.review")
def history_show(registration_id: int) -> str:
    """What happened to a person, the last first, day by day; of each topic only to who may read it."""
    registration = registration_in(current_edition().id, registration_id)
    topics = topics_for(lambda permission: current_person().may(permission, registration.edition_id))
    topic = _chosen(topics)
    page = page_in(happenings_of(registration, topics if topic is None else [topic]), number=page_number())
    return render_template(
        "registration/desk/history.html",
        registration=registration,
        person=registration.person,
        topics={each: TOPICS[each] for each in topics},
        topic=topic,
        page=page,
        notes=notes_of(registration_id),
        days=[(day, list(lines)) for day, lines in groupby(page.rows, lambda line: local(line.happening.at).date())],
    )


def _chosen(topics: list[Topic]) -> Topic | None:
    """The topic in the address, of those that may be read; None for all."""
    return next((each for each in topics if each.value == request.args.get("topic")), None)
