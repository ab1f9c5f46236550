"""Editions: one year's forum as data: its days, windows, halls, tables, slots and visitor categories.

Refuses to know who attends, who exhibits and who meets whom.
"""
