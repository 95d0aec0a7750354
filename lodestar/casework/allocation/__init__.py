"""Who is the child's Independent Reviewing Officer, and who may see which child."""
