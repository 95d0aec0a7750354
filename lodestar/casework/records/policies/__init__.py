"""May it be written, concluded, closed, signed: each with words that say what to mend."""
