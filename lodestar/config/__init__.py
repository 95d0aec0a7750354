"""The fuse box: settings, root addresses, the command. Not a room."""
