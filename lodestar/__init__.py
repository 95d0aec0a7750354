"""Lodestar: the system an English council's Independent Reviewing Officer service runs on."""
