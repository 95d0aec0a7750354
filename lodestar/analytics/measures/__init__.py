"""Pure functions over rows; one definition each; no Django."""
