"""When attendance counts and what a scan at the door of a session comes to; certificates of attendance."""
