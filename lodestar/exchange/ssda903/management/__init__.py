"""Commands about the national return."""
