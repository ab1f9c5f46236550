"""Badges: their codes and their printing.

Responsible for the random code of each badge, and for badges as PDF: one to print at home, or all of them for the
organiser's printer. It does not know who may enter (check-in decides that at the scan), why a registration was
approved, or how a PDF is drawn (`forum.printing`).
"""
