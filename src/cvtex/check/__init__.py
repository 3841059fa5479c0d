"""Node -> Cv, and checks across files. Pure: everything read from disk comes in as values."""
