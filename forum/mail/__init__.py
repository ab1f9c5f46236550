"""Mail: the outbox. A mail is a row written in the transaction it is about, and sent after the commit.

Does not know why a mail is sent: it has the name of a template, a language and plain values.
"""
