"""Plan and references -> blocks; blocks -> a file, with one folder for each format. Pure."""
