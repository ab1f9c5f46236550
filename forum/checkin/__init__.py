"""Check-in: gates, and the record of every scan at the door.

Refuses to know anybody's e-mail or telephone: the door sees a name, an organisation, a category and an answer.
"""
