"""Buyers, suppliers, requirements, and how well a company matches a requirement.

Knows no request and no meeting: those are in `meetings`, one domain above.
"""
