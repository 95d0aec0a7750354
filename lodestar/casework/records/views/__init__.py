"""Fetch, ask one thing, show: the pages of the records of reviews."""
