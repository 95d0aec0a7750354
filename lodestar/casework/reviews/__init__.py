"""The statutory reviews of a child's case, and the clock they run on."""
