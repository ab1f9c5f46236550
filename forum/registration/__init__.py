"""Registration: who attends an edition, in which category, approved by whom; the waiting list.

Refuses to know stands, meetings and badges: it announces what happened to a registration, and they listen.
"""
