"""Telling people, by email or GOV.UK Notify, that something waits for them in the service (ADR-0016)."""
