"""Comparators: what the Department for Education and the ONS publish of England, regions and authorities."""
