"""The CV as values: what cv.yaml may say, field by field.

These classes are the one description of the format. The checker reads a file into them, the JSON Schema for editors
is made from them, and all later stages work on them. `Annotated` carries the words that an editor shows; a value knows
the place that it was read from.
"""
