"""Node -> Cv, and facts across files. Pure: what is read from disk comes in as values."""
