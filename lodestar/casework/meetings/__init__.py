"""A review from its booking to the day: when and where, who is asked, what arrives beforehand (2-law 4.1)."""
