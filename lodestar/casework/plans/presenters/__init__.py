"""Words for the pages of care plans."""
