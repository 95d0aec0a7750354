"""The ledger of what reviews decided, from making to verified (2-law 4.3)."""
