"""May it be done now: rules that refuse impossible histories, each with words that say what to mend."""
