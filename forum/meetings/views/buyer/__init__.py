"""The buyer's pages: requests first, then the day."""
