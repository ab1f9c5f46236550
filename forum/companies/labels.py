"""How sectors, activities, strata, roles in a company, certificates and the parts of a profile are shown."""

from forum.companies.enums import Activity, Aim, CompanyRole, PublicPart, Sector, Stratum
from forum.companies.rules.certificates import CertificateState, StandardKind
from forum.companies.rules.completeness import ProfilePart
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

SECTORS = {
    Sector.EMPRESA: Label(_l("Empresa")),
    Sector.ACADEMIA: Label(_l("Academia")),
    Sector.GOBIERNO: Label(_l("Gobierno")),
    Sector.ORGANISMO: Label(_l("Organismo o cámara")),
    Sector.MEDIOS: Label(_l("Medios")),
}
ACTIVITIES = {
    Activity.INDUSTRIA: Label(_l("Industria"), hint=_l("Fabrica o transforma.")),
    Activity.COMERCIO: Label(_l("Comercio"), hint=_l("Compra y vende.")),
    Activity.SERVICIOS: Label(_l("Servicios"), hint=_l("Presta servicios.")),
}
STRATA = {
    Stratum.MICRO: Label(_l("Microempresa")),
    Stratum.PEQUENA: Label(_l("Pequeña empresa")),
    Stratum.MEDIANA: Label(_l("Mediana empresa")),
    Stratum.GRANDE: Label(_l("Empresa grande")),
}
ROLES = {
    CompanyRole.MEMBER: Label(
        _l("Colabora"), icon="user", hint=_l("Edita procesos, certificados y plantas; asigna gafetes al personal.")
    ),
    CompanyRole.ADMIN: Label(
        _l("Administra"), "success", "key", hint=_l("Además: datos fiscales, tamaño, stand e invitaciones.")
    ),
}
STANDARD_KINDS = {
    StandardKind.QUALITY: Label(_l("Calidad")),
    StandardKind.SPECIAL_PROCESS: Label(_l("Procesos especiales")),
    StandardKind.LABORATORY: Label(_l("Laboratorio")),
    StandardKind.LOGISTICS: Label(_l("Logística")),
    StandardKind.TRADE_SECURITY: Label(_l("Seguridad en comercio exterior")),
    StandardKind.ENVIRONMENT: Label(_l("Medio ambiente")),
    StandardKind.SAFETY: Label(_l("Seguridad y salud en el trabajo")),
    StandardKind.ENERGY: Label(_l("Energía")),
    StandardKind.INFORMATION: Label(_l("Seguridad de la información")),
    StandardKind.SUSTAINABILITY: Label(_l("Responsabilidad social y sustentabilidad")),
    StandardKind.LABOUR: Label(_l("Cumplimiento laboral")),
}
CERTIFICATE_STATES = {
    CertificateState.VALID: Label(_l("Vigente"), "success"),
    CertificateState.EXPIRING: Label(_l("Por vencer"), "warning"),
    CertificateState.EXPIRED: Label(_l("Vencido"), "danger"),
    CertificateState.IN_PROCESS: Label(_l("En proceso"), "info"),
    CertificateState.DECLARED: Label(_l("Declarado sin evidencia")),
}
PUBLIC_PARTS = {
    PublicPart.ABOUT: Label(_l("Qué hace su empresa")),
    PublicPart.WEBSITE: Label(_l("Sitio web")),
    PublicPart.PROCESSES: Label(_l("Procesos"), hint=_l("Sin capacidad ni equipo.")),
    PublicPart.CERTIFICATES: Label(_l("Certificados"), hint=_l("Norma, organismo, vigencia y estado.")),
    PublicPart.SITES: Label(_l("Plantas y oficinas"), hint=_l("Con su domicilio.")),
}
AIMS = {
    Aim.MEETINGS: Label(
        _l("Pedir citas con compradores"), hint=_l("La coordinación de citas revisa su participación.")
    ),
    Aim.STAND: Label(_l("Exponer con un stand"), hint=_l("Elige su stand en el plano después de registrarse.")),
    Aim.BOTH: Label(_l("Las dos cosas")),
}
PROFILE_PARTS = {  # the hint: what to do about a part that is missing
    ProfilePart.IDENTITY: Label(_l("RFC y giro"), hint=_l("Sin ellos no podemos calcular su estrato MiPyME.")),
    ProfilePart.SIZE: Label(_l("Tamaño"), hint=_l("Trabajadores y ventas anuales.")),
    ProfilePart.PROCESSES: Label(_l("Procesos"), hint=_l("Con ellos le decimos qué requerimientos cumple.")),
    ProfilePart.CERTIFICATES: Label(_l("Certificados"), hint=_l("También los que están en proceso.")),
    ProfilePart.SITES: Label(_l("Plantas"), hint=_l("Al menos una: los compradores filtran por municipio.")),
    ProfilePart.ABOUT: Label(_l("Qué hace su empresa"), hint=_l("Dos o tres frases para los compradores.")),
    ProfilePart.LOGO: Label(_l("Logotipo"), hint=_l("Aparece en su perfil.")),
}
LABELS = (AIMS, PUBLIC_PARTS, SECTORS, ACTIVITIES, STRATA, ROLES, STANDARD_KINDS, CERTIFICATE_STATES, PROFILE_PARTS)
