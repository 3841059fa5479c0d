"""What differs by language: one TOML file a language with the words, and CLDR for dates. A new language is a new file."""
