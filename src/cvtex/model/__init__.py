"""The CV as values: the format of cv.yaml, field by field.

These classes are the only description of the format. The checker fills them from a file, the JSON Schema for editors
is generated from them, and all later stages work on them. `Annotated` carries the text that an editor shows. Each
value stores the place that it was read from.
"""
