"""Measured blocks and limits -> the best choice that fits, with its proof. Pure: it knows boxes and gains, but no CV."""
