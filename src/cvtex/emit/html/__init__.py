"""Blocks -> one HTML file that needs no other: semantic elements in reading order, styles and photograph inside."""
