"""What a row of a sheet says, and how names are parted: plain values only."""
