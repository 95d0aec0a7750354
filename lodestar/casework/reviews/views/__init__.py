"""What every page about a child asks and answers the same way: who asks, and a form sent once."""
