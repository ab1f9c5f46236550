"""The outbox: adding mails and sending them."""

from forum.mail.service.draining import drain_outbox
from forum.mail.service.outbox import (
    DRAIN,
    Batch,
    Recipient,
    delete_untried,
    queue_batch,
    queue_mail,
    queue_mails,
    queue_paced,
    retry_batch,
    retry_mail,
    take_back,
)

__all__ = [
    "DRAIN",
    "Batch",
    "Recipient",
    "delete_untried",
    "drain_outbox",
    "queue_batch",
    "queue_mail",
    "queue_mails",
    "queue_paced",
    "retry_batch",
    "retry_mail",
    "take_back",
]
