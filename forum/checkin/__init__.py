"""Check-in: gates, and every scan at the door as an event that is only ever added.

Refuses to know anybody's e-mail or telephone: the door sees a name, a company, a category and an answer.
"""
