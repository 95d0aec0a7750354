"""What a page looks like: layouts, macros and form fields. It has never heard of a child."""
