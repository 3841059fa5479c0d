"""Properties of text in all scripts, needed to typeset it: script, clusters, direction, line breaks."""
