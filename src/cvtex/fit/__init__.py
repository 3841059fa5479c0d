"""Measured blocks and limits -> the best choice that fits, with its proof. Pure: it knows boxes and gains, but no CV.

Nodes stand in printed order. A state of the dynamic programme is where the document ends, what it is worth, and what
the future depends on. Pages fill greedily, so that an earlier end never leads to a later one (`layout_state.py` has
the argument); of two states that differ only in place and worth, the worse one can be dropped. Worth is compared by
tier, then by points, then by printed height: three digits of one integer. A fractional knapsack bounds what the rest
can add. The work is bounded; if the bound is hit, the answer says that it is not proved. Tests compare with trying
everything and with HiGHS.
"""
