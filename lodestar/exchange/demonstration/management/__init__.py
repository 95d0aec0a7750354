"""Commands of the demonstration authority."""
