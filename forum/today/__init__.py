"""The first page after signing in: what a person has to do and where they are expected, at this hour.

It reads what other domains hold and changes nothing of theirs; of its own it keeps when each person last looked.
"""
