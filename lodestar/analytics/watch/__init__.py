"""Watch lists: the children who are least visible, why each is there, and what is owed to them by when."""
