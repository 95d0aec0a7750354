"""Words for the pages of ratings."""
