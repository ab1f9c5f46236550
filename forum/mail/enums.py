"""The states of a mail in the outbox."""

import enum


class MailState(enum.StrEnum):
    """The delivery of a mail. RETRYING is WAITING after an attempt that failed."""

    SENT = "sent"
    WAITING = "waiting"
    RETRYING = "retrying"
    FAILED = "failed"
