"""The words of the pages about the return and the quality of the record."""
