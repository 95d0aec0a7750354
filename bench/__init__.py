"""Measurements of what the project promises to be fast at; each module prints its own figures and its aim."""
