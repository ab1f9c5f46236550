"""What the sectors of the triple hélice and the roles in a company are called."""

from forum.companies.enums import CompanyRole, Sector
from forum.core.i18n import N_

SECTOR_NAMES = {
    Sector.EMPRESA: N_("Empresa"),
    Sector.ACADEMIA: N_("Academia"),
    Sector.GOBIERNO: N_("Gobierno"),
    Sector.ORGANISMO: N_("Organismo o cámara"),
    Sector.MEDIOS: N_("Medios"),
}
ROLE_NAMES = {
    CompanyRole.ADMIN: N_("Administra"),
    CompanyRole.MEMBER: N_("Colabora"),
}
