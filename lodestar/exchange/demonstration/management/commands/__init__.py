"""`lodestar demo`."""
