"""May it be done to this record now, and if not why."""
