"""Messages: what the organisers write to many at once: the text, for whom, when it leaves, and what became of it.

It does not send: each recipient's mail is a row of the outbox, which sends it like every other.
"""
