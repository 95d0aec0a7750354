"""Fetch, ask one thing, show: the pages of the decision ledger."""
