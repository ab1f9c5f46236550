"""The co-ordinator's pages about requests, meetings and tables."""
