"""The child and their care, as dated rows."""
