"""A PDF: its objects, its pages, and what it says of itself (ISO 32000-1)."""
