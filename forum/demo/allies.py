"""Allies that bring companies: their codes, their members, what they are asked to confirm, who represents the first."""

from datetime import timedelta

from sqlalchemy import select

from forum.companies.models import Affiliation, AffiliationClaim, Ally, AllyCode, AllyRepresentative
from forum.core.database import session
from forum.core.search import fold
from forum.demo.companies import DemoParticipant
from forum.demo.helpers import add_helpers
from forum.demo.world import World

ALLIES = (("coparmex", "Coparmex Zona Metropolitana de León", 3), ("canacintra", "Canacintra León", 5))
"""Slug, name, and that one in N of the suppliers is its member."""
ABOUT = "Agrupa a empresas de la región. Para la demostración, sus afiliados son empresas inventadas."
ABOUT_EN = "Brings companies of the region together. In the demonstration its members are invented companies."
CLAIMS = 2


def add_allies(world: World, suppliers: list[DemoParticipant]) -> None:
    """Add who helps suppliers, the allies and their members; the first has a representative and companies that wait."""
    add_helpers(world)
    keys = [_ally(world, slug, name) for slug, name, _every in ALLIES]
    for ally, (_slug, _name, every) in zip(keys, ALLIES, strict=True):
        for supplier in suppliers[::every]:
            world.rows.add(Affiliation, company_id=supplier.company_id, ally_id=ally)
    for supplier in suppliers[1 : CLAIMS + 1]:
        world.rows.add(
            AffiliationClaim,
            company_id=supplier.company_id,
            ally_id=keys[0],
            asked_at=world.now - timedelta(hours=3),
            asked_by_id=supplier.person_id,
            decided_at=None,
            decided_by_id=None,
            accepted=False,
        )
    person = world.person("aliado@demo.example")
    world.rows.add(AllyRepresentative, ally_id=keys[0], person_id=person, since=world.now, added_by_id=None)


def _ally(world: World, slug: str, name: str) -> int:
    found = session().scalar(select(Ally.id).where(Ally.slug == slug))
    ally = found or world.rows.add(
        Ally, name=name, slug=slug, about_es=ABOUT, about_en=ABOUT_EN, website=None, is_public=True,
        takes_contacts=True,
    )  # fmt: skip
    world.rows.add(
        AllyCode,
        ally_id=ally,
        edition_id=world.edition_id,
        code=f"{slug.upper()}-{fold(str(world.edition_id)).upper()}",
        cap=500,
        uses=0,
        expires_at=world.now + timedelta(days=2),
    )
    return ally
