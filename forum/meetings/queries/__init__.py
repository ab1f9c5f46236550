"""Queries of requests, meetings, boards and deadlines."""
