"""Requests of suppliers to buyers, and the meetings that come of them, each at a table in a slot.

Knows neither how a day is shown or printed (agenda) nor who is let in (checkin).
"""
