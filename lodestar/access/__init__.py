"""Who is asking, and the record that they asked: users, roles, permissions, events, the door."""
