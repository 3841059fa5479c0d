"""Fonts: which there are, what each can set, and how they become fonts for TeX."""
