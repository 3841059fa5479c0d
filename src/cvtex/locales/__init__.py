"""Languages: their words, one TOML file per language, and dates from CLDR. A new language is a new file."""
