"""What is stored of a person, and the requests about it."""
