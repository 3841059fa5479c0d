"""Funders' rules: loading, describing, and applying them to a variant."""
