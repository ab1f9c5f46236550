"""Looking up stands, applications and staff."""
