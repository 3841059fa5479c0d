"""Read files: bytes -> values with positions."""
