"""Asking across the nouns: who is on a list, and where each child stands."""
