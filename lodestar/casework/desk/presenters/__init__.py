"""What a person reads on the desk's pages."""
