"""The forms of requests and meetings."""
