"""What running text in the world's scripts needs before it is set: scripts, clusters, directions and line breaks."""
