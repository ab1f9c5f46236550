"""Who helps the suppliers of the demo edition with what they lack: invented, as its companies are."""

from forum.demo.world import World
from forum.meetings.enums import HelpKind
from forum.meetings.models import LackHelper

HELPERS = (
    ("Comité Desarrollo de Proveedores (demostración)", HelpKind.ADVICE, "comite", ()),
    ("Universidad Tecnológica (demostración)", HelpKind.TRAINING, "universidad", ("iatf-16949", "iso-9001", "vda-6.3")),
    ("Laboratorio de Metrología (demostración)", HelpKind.LABORATORY, "laboratorio", ("iso-iec-17025", "cqi-9")),
)
"""Organisation, kind of help, where its page is, and the certificates it helps with; none: with everything."""


def add_helpers(world: World) -> None:
    """Add those who help."""
    for organisation, kind, page, covers in HELPERS:
        world.rows.add(
            LackHelper, edition_id=world.edition_id, organisation=organisation, kind=kind,
            page=f"https://{page}.demo.example", covers=list(covers),
        )  # fmt: skip
