"""Meetings: the requests between suppliers and buyers, and the meetings made from them, each at a table in a slot.

It does not know how a person's day is shown (`agenda`), how a timetable is planned (`timetable`) or who may enter
(`checkin`).
"""
