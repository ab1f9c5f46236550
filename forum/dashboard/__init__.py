"""Dashboard: the organiser's numbers. Reads everything, changes nothing."""
