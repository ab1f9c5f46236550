"""Certificates: the standards suppliers hold in the automotive trade, and the state of one on a given day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forum.core.i18n import N_

EXPIRING_WITHIN = timedelta(days=90)


class StandardKind(StrEnum):
    """What a standard is about."""

    QUALITY = "quality"
    SPECIAL_PROCESS = "special_process"
    LABORATORY = "laboratory"
    LOGISTICS = "logistics"
    TRADE_SECURITY = "trade_security"
    ENVIRONMENT = "environment"
    SAFETY = "safety"
    ENERGY = "energy"
    INFORMATION = "information"
    SUSTAINABILITY = "sustainability"
    LABOUR = "labour"


KIND_NAMES = {
    StandardKind.QUALITY: N_("Calidad"),
    StandardKind.SPECIAL_PROCESS: N_("Procesos especiales"),
    StandardKind.LABORATORY: N_("Laboratorio"),
    StandardKind.LOGISTICS: N_("Logística"),
    StandardKind.TRADE_SECURITY: N_("Seguridad en comercio exterior"),
    StandardKind.ENVIRONMENT: N_("Medio ambiente"),
    StandardKind.SAFETY: N_("Seguridad y salud en el trabajo"),
    StandardKind.ENERGY: N_("Energía"),
    StandardKind.INFORMATION: N_("Seguridad de la información"),
    StandardKind.SUSTAINABILITY: N_("Responsabilidad social y sustentabilidad"),
    StandardKind.LABOUR: N_("Cumplimiento laboral"),
}


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard one can be certified against; `owner` publishes it, `about` (msgid) says what it covers."""

    code: str
    name: str
    kind: StandardKind
    owner: str
    about: str


_K = StandardKind
_HEAT, _PLATING = N_("Tratamiento térmico"), N_("Recubrimientos galvánicos")

STANDARDS = (
    Standard("iatf-16949", "IATF 16949", _K.QUALITY, "IATF", N_("Gestión de calidad automotriz")),
    Standard("iso-9001", "ISO 9001", _K.QUALITY, "ISO", N_("Gestión de calidad")),
    Standard("vda-6.3", "VDA 6.3", _K.QUALITY, "VDA QMC", N_("Auditoría de proceso")),
    Standard("cqi-9", "CQI-9", _K.SPECIAL_PROCESS, "AIAG", _HEAT),
    Standard("cqi-11", "CQI-11", _K.SPECIAL_PROCESS, "AIAG", _PLATING),
    Standard("cqi-12", "CQI-12", _K.SPECIAL_PROCESS, "AIAG", N_("Pintura y recubrimientos")),
    Standard("cqi-15", "CQI-15", _K.SPECIAL_PROCESS, "AIAG", N_("Soldadura")),
    Standard("cqi-23", "CQI-23", _K.SPECIAL_PROCESS, "AIAG", N_("Moldeo de plásticos")),
    Standard("cqi-27", "CQI-27", _K.SPECIAL_PROCESS, "AIAG", N_("Fundición")),
    Standard("iso-iec-17025", "ISO/IEC 17025", _K.LABORATORY, "ISO/IEC", N_("Laboratorios de ensayo y calibración")),
    Standard("mmog-le", "MMOG/LE", _K.LOGISTICS, "AIAG / Odette", N_("Gestión de materiales y logística")),
    Standard("ctpat", "CTPAT", _K.TRADE_SECURITY, "U.S. CBP", N_("Alianza aduanera contra el terrorismo")),
    Standard("oea", "OEA", _K.TRADE_SECURITY, "SAT", N_("Operador Económico Autorizado")),
    Standard("iso-14001", "ISO 14001", _K.ENVIRONMENT, "ISO", N_("Gestión ambiental")),
    Standard("iso-45001", "ISO 45001", _K.SAFETY, "ISO", N_("Seguridad y salud en el trabajo")),
    Standard("iso-50001", "ISO 50001", _K.ENERGY, "ISO", N_("Gestión de la energía")),
    Standard("industria-limpia", "Industria Limpia", _K.ENVIRONMENT, "PROFEPA", N_("Auditoría ambiental voluntaria")),
    Standard("tisax", "TISAX", _K.INFORMATION, "ENX", N_("Seguridad de la información automotriz")),
    Standard("iso-iec-27001", "ISO/IEC 27001", _K.INFORMATION, "ISO/IEC", N_("Seguridad de la información")),
    Standard("ecovadis", "EcoVadis", _K.SUSTAINABILITY, "EcoVadis", N_("Evaluación de sustentabilidad")),
    Standard("esr", "ESR", _K.SUSTAINABILITY, "Cemefi", N_("Empresa Socialmente Responsable")),
    Standard("repse", "REPSE", _K.LABOUR, "STPS", N_("Registro de servicios especializados")),
)

STANDARD_BY_CODE = {standard.code: standard for standard in STANDARDS}


def standard_name(code: str) -> str:
    """The name of a standard; one that is not in the list is called by its code."""
    return STANDARD_BY_CODE[code].name if code in STANDARD_BY_CODE else code


class CertificateState(StrEnum):
    """How much a certificate is worth today."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    IN_PROCESS = "in_process"
    DECLARED = "declared"


STATE_NAMES = {
    CertificateState.VALID: N_("Vigente"),
    CertificateState.EXPIRING: N_("Por vencer"),
    CertificateState.EXPIRED: N_("Vencido"),
    CertificateState.IN_PROCESS: N_("En proceso"),
    CertificateState.DECLARED: N_("Declarado sin evidencia"),
}


def certificate_state(
    *, valid_until: date | None, in_process: bool, has_evidence: bool, today: date
) -> CertificateState:
    """The state of a certificate on a day; it is still valid on its last one, and expiring in the 90 days before.

    One that ran out and is being renewed is in process. Nothing that lacks evidence counts as valid.
    """
    has_ended = valid_until is not None and valid_until < today
    if in_process and (valid_until is None or has_ended):
        return CertificateState.IN_PROCESS
    if has_ended:
        return CertificateState.EXPIRED
    if not has_evidence:
        return CertificateState.DECLARED
    if valid_until is not None and valid_until - today <= EXPIRING_WITHIN:
        return CertificateState.EXPIRING
    return CertificateState.VALID
