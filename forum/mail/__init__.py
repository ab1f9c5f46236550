"""Mail: the outbox. A message is a row written with the change it tells of, and sent afterwards, repeatably.

Refuses to know why a mail is sent: a message is a template's name, a language and plain values.
"""
