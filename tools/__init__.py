"""What sets the house up and checks it; nothing in here runs in production."""
