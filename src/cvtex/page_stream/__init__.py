"""What the content stream of a PDF page says (ISO 32000-1, 7.8 to 9.4), as pdfTeX writes it."""
