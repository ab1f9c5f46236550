"""The supplier's pages: search, requests, meetings."""
