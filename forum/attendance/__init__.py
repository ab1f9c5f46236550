"""Who came to each session, by a scan at its door, and the certificates of attendance that follow from it."""
