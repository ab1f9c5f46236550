"""Mail: the outbox. A mail is a row, written in the transaction of the change it is about and sent after the commit.

It does not know why a mail is sent: it gets the name of a template, a language and plain values.
"""
