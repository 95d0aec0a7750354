"""What we say about what the figures add up to."""
