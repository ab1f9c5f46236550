"""Foro: the event system of a supplier forum, one package per domain (see README, The map)."""
