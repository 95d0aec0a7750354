"""Commands of telling people."""
