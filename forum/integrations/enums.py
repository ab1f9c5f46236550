"""What happens with keys and webhooks, and what webhooks tell of."""

import enum


class IntegrationChange(enum.StrEnum):
    """What somebody did with a key or a webhook, as the history names it."""

    KEY_MADE = "key_made"
    KEY_REVOKED = "key_revoked"
    WEBHOOK_MADE = "webhook_made"
    WEBHOOK_ENDED = "webhook_ended"
    WEBHOOK_PAUSED = "webhook_paused"
    WEBHOOK_RESUMED = "webhook_resumed"


class DeliveryFailure(enum.StrEnum):
    """Why a message to a webhook was not answered at all."""

    NOT_FOUND = "not_found"
    PRIVATE = "private"
    CERTIFICATE = "certificate"
    TOO_LATE = "too_late"
    BROKEN = "broken"
    OTHER_KEY = "other_key"


class Happening(enum.StrEnum):
    """What webhooks tell of; the value is the `type` of the message."""

    REGISTRATION_MADE = "registration.made"
    REGISTRATION_APPROVED = "registration.approved"
    REGISTRATION_CANCELLED = "registration.cancelled"
    COMPANY_APPROVED = "company.approved"
    REQUEST_MADE = "request.made"
    REQUEST_ACCEPTED = "request.accepted"
    REQUEST_DECLINED = "request.declined"
    MEETING_MADE = "meeting.made"
    MEETING_MOVED = "meeting.moved"
    MEETING_CANCELLED = "meeting.cancelled"
    BADGE_SCANNED = "badge.scanned"
