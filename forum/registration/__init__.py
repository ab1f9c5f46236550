"""Registration: who attends an edition, in which category, approved by whom; the waiting list.

Knows nothing of stands, meetings and badges: it announces what happened to a registration, and they react.
"""
