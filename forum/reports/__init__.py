"""The report on an edition for the press and the state, and its figures beside those of former editions."""
