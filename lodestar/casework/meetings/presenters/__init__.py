"""Words for the pages of review meetings."""
