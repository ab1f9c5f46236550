"""Looking up buyers, suppliers and requirements."""
