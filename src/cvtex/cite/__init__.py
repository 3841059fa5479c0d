"""Plan and bibliography -> references as rich text, through pybtex styles. Pure but for a style's own code."""
