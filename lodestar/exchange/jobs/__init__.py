"""What takes longer than a page should: asked for on a page, done by a worker, with progress."""
