"""What it adds up to: rows as at a date, and measures over them."""
