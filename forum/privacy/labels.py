"""How purposes, consents, sections of a notice and recipients of data are called."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.privacy.enums import ConsentChannel, NoticeSection, Purpose, RecipientKind, TransferBasis

PURPOSES = {
    Purpose.EVENT: Label(_l("Participar en el foro"), hint=_l("Registro, gafete, accesos y citas.")),
    Purpose.NEWS: Label(_l("Recibir noticias")),
    Purpose.ALLIES: Label(_l("Compartir sus datos con el aliado que le invitó")),
    Purpose.DIRECTORY: Label(_l("Aparecer en el directorio de participantes")),
    Purpose.SALES_FIGURES: Label(_l("Guardar las ventas de su empresa")),
    Purpose.SENSITIVE: Label(_l("Usar los datos sensibles que respondió")),
    Purpose.WHATSAPP: Label(_l("Recibir avisos por WhatsApp")),
}
CHANNELS = {
    ConsentChannel.PAGE: Label(_l("En una página"), icon="user"),
    ConsentChannel.DESK: Label(_l("En la mesa, por la persona"), icon="edit"),
    ConsentChannel.IMPORT: Label(_l("Con una lista importada"), icon="upload"),
}
SECTIONS = {
    NoticeSection.RESPONSIBLE: Label(_l("Quién es responsable de los datos")),
    NoticeSection.ADDRESS: Label(_l("Domicilio del responsable")),
    NoticeSection.DATA: Label(_l("Qué datos se usan")),
    NoticeSection.SENSITIVE: Label(_l("Si hay datos sensibles")),
    NoticeSection.NECESSARY: Label(_l("Usos necesarios (finalidades primarias)")),
    NoticeSection.VOLUNTARY: Label(_l("Usos voluntarios (finalidades secundarias)")),
    NoticeSection.LIMITING: Label(_l("Cómo limitar el uso o retirar un permiso")),
    NoticeSection.TRANSFERS: Label(_l("A quién se transfieren los datos")),
    NoticeSection.ARCO: Label(_l("Los cuatro derechos ARCO y el correo para ejercerlos")),
    NoticeSection.CHANGES: Label(_l("Cómo se avisa de los cambios al aviso")),
}
RECIPIENTS = {
    RecipientKind.TEAM: Label(_l("Equipo del foro"), icon="users"),
    RecipientKind.PERSON: Label(_l("La persona misma"), icon="user"),
    RecipientKind.ALLY: Label(_l("Aliado"), icon="handshake"),
    RecipientKind.EXHIBITOR: Label(_l("Expositor"), icon="stand"),
    RecipientKind.BUYER: Label(_l("Comprador"), icon="company"),
    RecipientKind.SUPPLIER: Label(_l("Proveedor"), icon="company"),
    RecipientKind.AUTHORITY: Label(_l("Autoridad"), icon="lock"),
    RecipientKind.OTHER: Label(_l("Otro destinatario")),
}
BASES = {
    TransferBasis.ORGANISING: Label(_l("Organizar el foro")),
    TransferBasis.CONSENT: Label(_l("Consentimiento de la persona")),
    TransferBasis.REQUEST: Label(_l("Lo pidió la persona")),
    TransferBasis.LAW: Label(_l("Lo exige la ley")),
}
# not the purposes: badges have an enum of the same name, and labels go by names
LABELS = (CHANNELS, SECTIONS, RECIPIENTS, BASES)
