"""Words for the pages of the records of reviews."""
