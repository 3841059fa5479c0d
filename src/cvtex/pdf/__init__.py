"""Read and write PDF: objects, pages, content streams, document facts (ISO 32000-1)."""
