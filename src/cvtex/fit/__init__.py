"""Measured blocks and limits -> the best selection that fits, with a proof. Pure: it knows boxes and gains, no CV.

The solver is a dynamic programme over the nodes in printed order. A state is the end of the document so far, its value,
and everything that later nodes depend on. Pages are filled greedily, which preserves the order of ends
(`layout_state.py` has the proof); so of two states that differ only in end and value, the worse one is dropped. Values
compare by tier, then by points, then by printed height: three digits of one integer. A fractional knapsack bounds the
value of the rest. The number of states is bounded; if the bound is reached, or a heading has many
legends (`legends.py`), the solution is marked as unproved. Tests
compare the solver with brute force and with HiGHS.
"""
