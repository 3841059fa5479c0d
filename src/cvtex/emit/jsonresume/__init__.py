"""Plan, works and blocks -> JSON Resume 1.3.1.

Its schema has a place for posts, degrees, awards, publications, skills and the like, but none for talks, teaching or
supervision. So `sections`, a key of our own, has all that is printed, as text, in order.
"""
