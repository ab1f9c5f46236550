"""Queries of calendars: what they show of a person, their addresses, the invitations that were sent."""
