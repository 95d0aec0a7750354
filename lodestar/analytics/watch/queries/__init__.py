"""Asking: which children are on each watch list, one or two questions a list however many children."""
