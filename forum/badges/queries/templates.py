"""The templates of an edition, and whose badges its organiser looks at while choosing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, literal, select, union_all

from forum.accounts.models import Person
from forum.badges.enums import Purpose, Which
from forum.badges.models import Badge, BadgeLogo, BadgeTemplate
from forum.badges.queries.bins import bins_of
from forum.badges.queries.prints import PRINTABLE, list_printables, wanted_badges
from forum.badges.rules import Printable
from forum.badges.rules.bins import Bins
from forum.badges.rules.templates import USUAL_LAYOUT, Template, usual_template
from forum.core.database import session
from forum.editions.models import Category, CategoryDay, Day
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of an edition by purpose and category (None: of all others), its logo, on which days the
    categories come that do not come on all, and its bins.
    """

    chosen: Mapping[tuple[Purpose, int | None], Template] = field(default_factory=dict)
    logo: bytes | None = None
    days: Mapping[int, tuple[date, ...]] = field(default_factory=dict)
    bins: Bins = field(default_factory=Bins)

    def of(self, purpose: Purpose, category_id: int | None = None) -> Template:
        """The category's own template, else the edition's, else the usual one."""
        own = self.chosen.get((purpose, category_id)) or self.chosen.get((purpose, None))
        return own or usual_template(USUAL_LAYOUT[purpose])

    def is_own(self, purpose: Purpose, category_id: int | None = None) -> bool:
        """Whether somebody chose for exactly these badges."""
        return (purpose, category_id) in self.chosen

    def told_of(self, purpose: Purpose, category_id: int) -> tuple[object, ...]:
        """What a badge of a category says by its template beside the logo, for a digest: equal in every process."""
        template = self.of(purpose, category_id)
        return template.layout.value, sorted(template.choices().items()), self.days.get(category_id)


def templates_of(edition_id: int) -> Templates:
    """The templates of an edition."""
    rows = session().scalars(select(BadgeTemplate).where(BadgeTemplate.edition_id == edition_id))
    chosen = {(row.purpose, row.category_id): row.value for row in rows}
    logo = session().scalar(select(BadgeLogo.png).where(BadgeLogo.edition_id == edition_id))
    return Templates(chosen, logo, _days_of_categories(edition_id), bins_of(edition_id))


def _days_of_categories(edition_id: int) -> dict[int, tuple[date, ...]]:
    query = (
        select(CategoryDay.category_id, Day.date)
        .join(Day, Day.id == CategoryDay.day_id)
        .join(Category, Category.id == CategoryDay.category_id)
        .where(Category.edition_id == edition_id)
        .order_by(Day.date)
    )
    days: dict[int, list[date]] = defaultdict(list)
    for category_id, day in session().execute(query):
        days[category_id].append(day)
    return {category_id: tuple(found) for category_id, found in days.items()}


def find_template(edition_id: int, *, purpose: Purpose, category_id: int | None) -> BadgeTemplate | None:
    """What was chosen for exactly these badges, if anything."""
    query = select(BadgeTemplate).where(
        BadgeTemplate.edition_id == edition_id,
        BadgeTemplate.purpose == purpose,
        BadgeTemplate.category_id.is_(None) if category_id is None else BadgeTemplate.category_id == category_id,
    )
    return session().scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_samples(edition_id: int, *, category_id: int | None, random_id: int | None) -> list[Printable]:
    """Three badges of an edition or category: with the longest name, with the shortest, and any (`random_id`, where
    it is one of them); all the same where there is one.
    """
    wanted = wanted_badges(edition_id, category_id=category_id, which=Which.ALL).join(
        Person, Person.id == Registration.person_id
    )
    second = func.coalesce(Person.second_surname, "")
    length = func.length(Person.given_names) + func.length(Person.first_surname) + func.length(second)
    orders = ((length.desc(), Badge.id), (length, Badge.id), (Badge.id != random_id, func.random()))
    firsts = (wanted.order_by(*order).limit(1).subquery() for order in orders)
    picked = union_all(*(select(literal(place).label("place"), each.c.id) for place, each in enumerate(firsts)))
    found = picked.subquery()
    rows = session().execute(PRINTABLE.join(found, found.c.id == Badge.id).order_by(found.c.place))
    return [Printable(**row._mapping) for row in rows]


def find_samples(edition_id: int, badge_ids: Sequence[int]) -> list[Printable]:
    """The valid badges of an edition among these, in one statement."""
    return list_printables(badge_ids, among=wanted_badges(edition_id, category_id=None, which=Which.ALL))
