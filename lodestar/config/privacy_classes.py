"""The three classes of a stored field."""

IDENTIFYING, SENSITIVE, SAFE = "identifying", "sensitive", "safe"
