"""When a company matches a requirement."""
