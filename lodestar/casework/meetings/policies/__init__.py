"""May it be done now, and if not why."""
