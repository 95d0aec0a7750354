"""The record of a review: what is written in the room, who signs it, who gets which version, the child's letter."""
