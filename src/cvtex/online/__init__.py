"""Asking services for works. Network only here, and only when a command asks for it.

`client.py` asks politely and within bounds; each service has a module that builds questions and reads answers with the
importers. Answers are untrusted: they are data, of bounded size, and nothing in them is run or followed.
"""
