"""What strings the stages together: load, prepare, typeset within limits, verify."""
