"""A child's clock in words, and what a change would do to it."""
