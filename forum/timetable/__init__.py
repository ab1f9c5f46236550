"""Timetable: plans the meetings of an edition with the engine, as drafts that are checked and then published.

Responsible for the planning problem of an edition, the drafts, their publication, and the mails about it. It does not
know how the engine finds a timetable (`forum.scheduling`) or how a person's day is shown (`agenda`).
"""
