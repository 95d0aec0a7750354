"""On for every page: sessions end, and nobody who is not signed in gets past the door."""
