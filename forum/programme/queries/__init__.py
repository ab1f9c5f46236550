"""Looking up the draft of a programme, and what is published of it."""
