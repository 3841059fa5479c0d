"""(Cv, Variant, entries) -> Plan: the content of a variant, and for everything omitted the rule that omits it. Pure."""
