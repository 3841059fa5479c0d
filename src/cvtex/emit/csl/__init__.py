"""Printed works -> CSL-JSON, which Zotero, pandoc and other citation tools read."""
