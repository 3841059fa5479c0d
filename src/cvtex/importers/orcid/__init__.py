"""A public record of ORCID -> sections and works: the preferred summary of each group."""
