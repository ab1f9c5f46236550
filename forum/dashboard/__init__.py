"""Dashboard: the organiser's figures. It reads the other domains and changes nothing."""
