"""What services know of the owner's works against the .bib files: what is new, has appeared, was retracted, is missing.

Nothing here asks a service, and nothing writes: findings and entries in, a proposal out.
"""
