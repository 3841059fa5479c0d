"""Composition of the stages into a build."""
