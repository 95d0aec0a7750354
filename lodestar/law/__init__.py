"""What binds us: the law of reviews as pure functions of facts. Standard library only, no clock."""
