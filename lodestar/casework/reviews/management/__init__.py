"""Commands of the reviews noun."""
