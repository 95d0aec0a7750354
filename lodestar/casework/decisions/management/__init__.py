"""Commands of the decisions noun."""
