"""What strings the stages together."""
