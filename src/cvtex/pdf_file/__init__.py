"""The objects of a PDF that TeX or this program has written: bytes -> values, and values -> bytes (ISO 32000-1, 7)."""
