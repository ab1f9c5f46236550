"""Purposes a person consents to, how they said so, sections of a notice, and to whom data are handed over."""

import enum


class Purpose(enum.StrEnum):
    """What personal data is used for. All purposes but EVENT are voluntary and opt-in.

    SENSITIVE: answers about health, disability, diet and the like, for which the law wants express consent.
    """

    EVENT = "event"
    NEWS = "news"
    ALLIES = "allies"
    DIRECTORY = "directory"
    SALES_FIGURES = "sales_figures"
    SENSITIVE = "sensitive"
    WHATSAPP = "whatsapp"


class ConsentChannel(enum.StrEnum):
    """How somebody gave or withdrew a consent: on a page, at the desk on their behalf, with an imported list."""

    PAGE = "page"
    DESK = "desk"
    IMPORT = "import"


class NoticeSection(enum.StrEnum):
    """What a privacy notice has to say (LFPDPPP 2025, art. 15 and 16), as the checklist of a draft asks for it."""

    RESPONSIBLE = "responsible"
    ADDRESS = "address"
    DATA = "data"
    SENSITIVE = "sensitive"
    NECESSARY = "necessary"
    VOLUNTARY = "voluntary"
    LIMITING = "limiting"
    TRANSFERS = "transfers"
    ARCO = "arco"
    CHANGES = "changes"


class RecipientKind(enum.StrEnum):
    """Who received personal data."""

    TEAM = "team"
    PERSON = "person"
    ALLY = "ally"
    EXHIBITOR = "exhibitor"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    AUTHORITY = "authority"
    OTHER = "other"


class TransferBasis(enum.StrEnum):
    """Why data may be handed over: the work of the organisers, a consent, the person's own request, the law."""

    ORGANISING = "organising"
    CONSENT = "consent"
    REQUEST = "request"
    LAW = "law"
