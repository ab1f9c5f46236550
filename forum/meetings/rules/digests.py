"""Which mails about meetings leave together, and how long they wait for each other."""

from datetime import timedelta

from forum.mail.rules import Digest

CHANGES = Digest(key="meetings", waits=timedelta(minutes=2))
REQUESTS = Digest(key="requests", waits=timedelta(minutes=15))
DIGESTS = {
    "request_sent": REQUESTS,
    **dict.fromkeys(
        (
            "companion_brought", "companion_removed", "companions_changed", "meeting_cancelled", "meeting_handed",
            "meeting_moved", "request_accepted", "request_declined", "request_joined", "request_waitlisted",
            "table_assigned", "topic_removed",
        ),
        CHANGES,
    ),
}  # fmt: skip
"""The mails that come several at a time: who changes one thing changes the next; what has to be answered by an hour is
none of them."""
