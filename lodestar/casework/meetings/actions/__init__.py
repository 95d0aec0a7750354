"""Doing: the one door for what happens to a review before it is held."""
