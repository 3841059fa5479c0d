"""Edge: TeX source -> PDF, log and what the log says."""
