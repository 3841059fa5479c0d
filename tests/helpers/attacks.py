"""Texts that try to be something other than text, by what they attack; and how each is printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# A word that only the file outside of a CV's folder has: it must never be read.
CANARY_WORD = "xylophagous"
# In place of the path of that file.
_PATH = "CANARY"


@dataclass(frozen=True)
class Attack:
    """`text`: as an author's field holds it. `printed`: the words that a reader sees, where there is markup."""

    name: str
    text: str
    printed: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that a reader may see: names and the like have no markup."""
        return self.text, *self.printed


ATTACKS = (
    # TeX.
    Attack("input", r"\input{CANARY}"),
    Attack("input of a primitive", r"\input CANARY "),
    Attack("shell", r"\immediate\write18{touch owned}"),
    Attack("file to write", r"\openout15=owned \write15{x}"),
    Attack("file to read", r"\openin5=CANARY \read5 to\x \x"),
    Attack("picture", r"\pdfximage{CANARY} \includegraphics{CANARY}"),
    Attack("category codes", r"\catcode`\%=12 \def\x{}"),
    Attack("end", r"\end{document}"),
    Attack("braces", r"}}}}\par\vfill\break{{{{"),
    Attack("comment", "% the rest is a comment"),
    Attack("double carets", r"^^5cinput{CANARY} ^^M ^^00"),
    Attack("active signs", r"a ~ b _ c & d # e #1 \\ f"),
    Attack("name of a command", r"\csname end\endcsname \begingroup\lccode`\~=`\x\lowercase{~}"),
    Attack("special", r"\special{pdf: x} \pdfliteral direct{q} \pdfobj{<</S /Launch>>} \pdfcatalog{/OpenAction 1 0 R}"),
    Attack("literal in math", r"$\pdfliteral{0 g}$ and $\mathchoice{\input CANARY }{}{}{}$"),
    Attack("write in math", r"$x\immediate\write18{touch owned}$"),
    Attack("end of math", r"$x$ \$ $}\input{CANARY}{$"),
    Attack("Lua", r'\directlua{os.execute("touch owned")} \latelua{}'),
    # HTML and XML.
    Attack("script", "<script>alert(1)</script>"),
    Attack("end of an attribute", '"><img src=x onerror=alert(1)>'),
    Attack("attribute", "' onmouseover='alert(1)' autofocus x='"),
    Attack("end of an element", "</style></title></script></textarea><svg onload=alert(1)>"),
    Attack("comment of HTML", "<!-- x --!> <!-- y"),
    Attack("section of XML", "]]><![CDATA[<b>x</b>]]>"),
    Attack("references", "&lt;script&gt;x&#60;/script&#x3e;", ("<script>x</script>",)),
    Attack("entity", '<!DOCTYPE x [<!ENTITY c SYSTEM "file://CANARY">]>&c;'),
    Attack("instruction", '<?xml version="1.0"?><?php system(1); ?>'),
    # Links.
    Attack("script as a link", "[words](javascript:alert(1)) <javascript:alert(2)>"),
    Attack("references in a scheme", "[words](java&#115;cript:alert&#40;1)", ("[words](javascript:alert(1)",)),
    Attack("capitals in a scheme", "[words](JaVaScRiPt:x) [a](vbscript:x) [b](data:text/html,x)"),
    Attack("file as a link", "<file:///CANARY> [words](file:///CANARY)", ("file:///CANARY words file:///CANARY",)),
    Attack("picture from elsewhere", "![words](https://evil.example/x.png)", ("!words", "!words (evil.example/x.png)")),
    # PDF, YAML, JSON, programs and file names.
    Attack("strings of a PDF", ") Tj ET (x) >> endobj \\) \\("),
    Attack("names of a PDF", ">> /AA << /O << /S /JavaScript /JS (app.alert(1)) >> >> /Launch /EmbeddedFile"),
    Attack("object of YAML", '!!python/object/apply:os.system ["touch owned"]'),
    Attack("structure of JSON", '"}, {"x": [1], "y": "z\\u0022'),
    Attack("structure of YAML", "&a *a : - ? | > {x: y} [z] # n"),
    Attack("forms of Python", "{0.__class__} %s%n%(x)s {x!r:>{y}}"),
    Attack("templates", "{{7*7}} {% include 'CANARY' %} {# x #} ${7*7} <%= 7*7 %>"),
    Attack("direction", "abc \u202edcba \u2066x", ("abc dcba x",)),
    Attack("formula of a sheet", "=cmd|'/C calc'!A0 @SUM(1+1)"),
    Attack("field of Word", '{ INCLUDETEXT "CANARY" } { DDEAUTO c:x } _x005F_ _x000D_'),
    Attack("message of a build", "::error file=cv.yaml,line=1::forged ##[add-mask]forged cv.yaml:1:1: error: forged"),
    Attack("path upwards", "../../../CANARY"),
    Attack("name of a device", "con"),
    Attack("option", "--engine=CANARY"),
)
# Refused in cv.yaml, which cannot say them; other sources can.
CONTROLS = (
    Attack("escape sequences", "a\x1b]0;x\x07\x1b[2J\x9b31m\x08b", ("a]0;x[2Jb",)),
    Attack("null", "a\0b\x7f", ("ab",)),
)


def stands_in_bib(text: str) -> bool:
    """Whether a field of a .bib can hold it: a brace without another is an error there, which costs the entry."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0 and not text.endswith("\\")


def placed(text: str, canary: Path) -> str:
    """The attack on the file `canary`."""
    return text.replace(_PATH, canary.as_posix())
