"""How complete a company's profile is: what is there, what is missing, in the order in which it helps most."""

from dataclasses import dataclass
from enum import StrEnum

from forum.core.i18n import N_


class Part(StrEnum):
    """A part of the profile that buyers look at."""

    IDENTITY = "identity"
    SIZE = "size"
    SITES = "sites"
    PROCESSES = "processes"
    CERTIFICATES = "certificates"
    ABOUT = "about"
    LOGO = "logo"


MISSING = {
    Part.IDENTITY: N_("Falta el RFC o el giro: sin ellos no podemos calcular su estrato MiPyME."),
    Part.SIZE: N_("Falta el tamaño: trabajadores y ventas anuales."),
    Part.SITES: N_("Falta al menos una planta u oficina: los compradores filtran por municipio."),
    Part.PROCESSES: N_("Faltan sus procesos: con ellos los compradores le encuentran."),
    Part.CERTIFICATES: N_("Agregue sus certificados, también los que están en proceso."),
    Part.ABOUT: N_("Cuente en dos o tres frases qué hace su empresa."),
    Part.LOGO: N_("Suba su logotipo: aparece en su perfil y en los listados."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness:
    """The missing parts of so many."""

    missing: tuple[Part, ...]
    total: int

    @property
    def done(self) -> int:
        """How many parts are there."""
        return self.total - len(self.missing)

    @property
    def share(self) -> int:
        """How much of the profile is there, in whole per cent."""
        return 100 * self.done // self.total


def completeness(
    *,
    is_business: bool,
    has_identity: bool,
    has_size: bool,
    sites: int,
    processes: int,
    certificates: int,
    has_about: bool,
    has_logo: bool,
) -> Completeness:
    """What is missing in a profile; who is no business has neither size nor processes nor certificates to tell."""
    there = {
        Part.IDENTITY: has_identity,
        Part.SIZE: has_size,
        Part.SITES: sites > 0,
        Part.PROCESSES: processes > 0,
        Part.CERTIFICATES: certificates > 0,
        Part.ABOUT: has_about,
        Part.LOGO: has_logo,
    }
    asked = [part for part in Part if is_business or part not in ONLY_BUSINESS]
    return Completeness(missing=tuple(part for part in asked if not there[part]), total=len(asked))


ONLY_BUSINESS = frozenset({Part.SIZE, Part.PROCESSES, Part.CERTIFICATES})
