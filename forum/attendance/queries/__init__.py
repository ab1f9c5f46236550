"""Who came to a session, who is at its door, and the certificates."""
