"""What a page looks like: layout, macros and form fields of the GOV.UK Design System. No domain words."""
