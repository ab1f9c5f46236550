"""The buyer's pages about requirements and the invitation."""
