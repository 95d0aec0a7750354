"""Commands of the comparators."""
