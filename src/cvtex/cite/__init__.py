"""Plan and bibliography -> references as rich text, through pybtex styles. Pure, except for a style's own code."""
