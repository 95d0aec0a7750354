"""What a person reads: words, ready for a template."""
