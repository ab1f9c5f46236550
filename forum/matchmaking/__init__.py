"""Matchmaking: buyers, suppliers, requirements, and how well a company matches a requirement.

It does not know requests and meetings: these are in `meetings`, the domain above.
"""
