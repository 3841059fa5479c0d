"""Word documents, read from their parts; nothing outside the file is opened."""
