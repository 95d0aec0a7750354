"""The national return of looked-after children (SSDA903)."""
