"""What came of the meetings: what each side says once the slot is over, and what became of it months later."""
