"""What happened to a child: one Django app per noun."""
