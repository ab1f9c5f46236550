"""Who came, as a sheet, and certificates as PDF."""
