"""Fetch, ask one thing, show: the pages of care plans."""
