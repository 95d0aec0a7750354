"""What crosses the border: files, other systems, messages. Parse at the door, speak our words inside."""
