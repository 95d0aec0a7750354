"""How each review rated the carrying out of the care plan, and who answered (2-law 4.4)."""
