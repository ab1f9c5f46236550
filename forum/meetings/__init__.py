"""Meetings: buyers' requirements, suppliers' requests, and the meetings that come of them, each at a table in a slot.

Refuses to know how a day is shown or printed (agenda) and who is let in (checkin).
"""
