"""Editions: one year's forum: its days, windows, halls, tables, slots and categories of attendee.

Does not know who attends, who exhibits and who meets whom.
"""
