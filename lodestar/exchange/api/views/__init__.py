"""Pages of the interface."""
