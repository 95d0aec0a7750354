"""Words for the pages of the decision ledger."""
