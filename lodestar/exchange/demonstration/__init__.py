"""The demonstration authority: made-up people and children, the same for the same seed and day (ADR-0014)."""
