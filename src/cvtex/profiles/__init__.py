"""Funders' rules: the files, and what they ask of a variant."""
