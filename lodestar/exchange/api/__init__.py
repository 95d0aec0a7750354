"""The interface for other systems: figures and extracts, read only, to who holds a token."""
