"""Telling people: reads the outbox, and sends (ADR-0016)."""
