"""PDFs by any program: what stands where on the pages, read as lines, columns and paragraphs."""
