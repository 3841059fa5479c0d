"""Hypothesis strategies for all PDF objects except streams."""

from __future__ import annotations

from hypothesis import strategies as st

from cvtex.pdf.values import Name, Object, Reference

NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=8).map(Name)
LEAVES = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.integers(-(10**6), 10**6).map(lambda number: number / 1000).filter(lambda number: number % 1 != 0),
    st.binary(max_size=12),
    NAMES,
    st.integers(1, 10**6).map(Reference),
)
OBJECTS: st.SearchStrategy[Object] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
