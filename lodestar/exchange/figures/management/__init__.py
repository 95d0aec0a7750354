"""The commands of figures."""
