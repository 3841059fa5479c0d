"""The notations in which authors write running text, each read into rich text: pure, without files or positions of
blocks.
"""
