"""Why a badge is revoked."""

import enum


class RevokedFor(enum.StrEnum):
    """Why a badge no longer opens a gate."""

    REISSUED = "reissued"
    CANCELLED = "cancelled"
