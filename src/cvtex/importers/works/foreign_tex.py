"""TeX of strangers, such as BibTeX that a service answers: other programs that read the .bib file may run it."""

from __future__ import annotations

from cvtex.diagnostics import Span
from cvtex.importers.bib_file import tex_of
from cvtex.text.tex import read_tex, tex_to_plain

_NOWHERE = Span("", 1, 1)


def harmless_tex(tex: str) -> str:
    r"""The TeX as it is, if all of its commands set text; else its words: `\input{/etc/passwd}` -> `/etc/passwd`."""
    is_known = "^^" not in tex and not read_tex(tex, _NOWHERE).diagnostics
    return tex if is_known else tex_of(" ".join(tex_to_plain(tex).split()))
