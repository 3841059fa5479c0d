"""The edge where files come in: bytes -> values with positions."""
