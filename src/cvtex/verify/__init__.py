"""A finished PDF -> facts -> what is wrong with it, judged against what was asked for."""
