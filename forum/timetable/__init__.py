"""The timetable of an edition: drafts planned by the engine, checked, published, and planned again."""
