"""What a person has before them: the screens that put the nouns together."""
