"""Editions: a year's forum, with its days, windows, halls, tables, slots and attendee categories.

It does not know who attends, who exhibits or who meets whom.
"""
