"""Plan and references -> blocks, and blocks -> a file in one of the formats: a folder each. Pure."""
