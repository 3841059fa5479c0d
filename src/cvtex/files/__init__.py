"""Files: dependencies, states, atomic replacement, and rules for make."""
