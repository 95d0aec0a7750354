"""Figures at the border: the rows of returns read for the measures, and the command that prints them."""
