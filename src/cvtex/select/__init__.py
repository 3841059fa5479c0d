"""(Cv, Variant, entries) -> Plan: what a variant prints, and by which rule everything else is left out. Pure."""
