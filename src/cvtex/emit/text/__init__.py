"""Blocks -> plain text, for forms that take no PDF."""
