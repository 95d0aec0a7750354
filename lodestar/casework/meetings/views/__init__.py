"""Fetch, ask one thing, show: the pages of review meetings."""
