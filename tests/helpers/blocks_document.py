"""A text file with a CV and the blocks that each of its variants prints.

    owner: ...                           the text of cv.yaml
    ---- publications.bib                further files
    @article{...}
    ---- profile.yaml                    a funder's rules, for variants with a profile; if absent, those of the program
    title: ...
    ---- blocks of full
    section: Awards                      kind of block: its texts, with ` | ` between them
    point:  | A <link>
        -> https://example.org           the links' targets
        picture: A portrait              the picture's alternative text
    aside term: R | daily                a block in the side column

`**` encloses the owner's name, `*` emphasised text, `<>` a link, `$` math.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from references_document import marked, style_of

from cvtex.check.cv import check_cv
from cvtex.check.profile import check_profile
from cvtex.cite.dialect import normalise
from cvtex.cite.references import cite
from cvtex.emit.blocks import Block, Cards, Header, Heading, Point, Portrait
from cvtex.emit.compose import compose
from cvtex.model.bibliography import Bibliography
from cvtex.model.cv import Cv
from cvtex.model.design import BASE, Design, merged
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.model.reference import References
from cvtex.profiles.demands import presentable
from cvtex.profiles.library import load_profile
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml
from cvtex.select.limits import apply_count_limits
from cvtex.select.selection import select
from cvtex.select.side_column import with_side_column
from cvtex.text.richtext import RichText, links, plain

_HEADER = re.compile(r"^---- (?P<name>\S+|blocks of \S+)\n", re.MULTILINE)
_BLOCKS = "blocks of "


@dataclass(frozen=True, slots=True)
class BlocksDocument:
    """`blocks`: the lines of each variant. `source`: the text before the first variant's blocks."""

    source: str
    cv: Cv
    bibliography: Bibliography
    blocks: dict[str, str]
    profile: Profile | None = None

    def __str__(self) -> str:
        return self.source + "".join(f"---- {_BLOCKS}{name}\n{lines}" for name, lines in self.blocks.items())


def read_document(text: str) -> BlocksDocument:
    first, *pieces = _HEADER.split(text)
    parts = dict(zip(pieces[::2], pieces[1::2], strict=True))
    node = read_yaml("cv.yaml", first.encode())
    assert node.value is not None
    checked = check_cv(node.value)
    assert checked.value is not None
    assert (node.diagnostics, checked.diagnostics) == ((), ())
    bibliography = normalise(read_bibliography("publications.bib", parts.get("publications.bib", "").encode()).value)
    blocks = {name.removeprefix(_BLOCKS): lines for name, lines in parts.items() if name.startswith(_BLOCKS)}
    source = text[: text.index(f"---- {_BLOCKS}")]
    return BlocksDocument(source, checked.value, bibliography.value, blocks, _profile(parts.get("profile.yaml")))


def _profile(text: str | None) -> Profile | None:
    if text is None:
        return None
    node = read_yaml("profile.yaml", text.encode())
    assert node.value is not None
    checked = check_profile(node.value)
    assert (node.diagnostics, checked.diagnostics) == ((), ())
    return checked.value


def plan_of(document: BlocksDocument, variant: str) -> Plan:
    cv, entries = document.cv, document.bibliography
    rules = rules_of(document, variant)
    return apply_count_limits(select(cv, variant, cv.variants[variant], entries.entries, profile=rules))


def rules_of(document: BlocksDocument, variant: str) -> Profile | None:
    name = document.cv.variants[variant].profile
    return (document.profile or load_profile(name, Path("nowhere")).value) if name else None


def blocks_of(document: BlocksDocument, variant: str) -> tuple[Block, ...]:
    cv, entries = document.cv, document.bibliography
    plan, asked = plan_of(document, variant), cv.variants[variant]
    design = merged(BASE, cv.design or Design(), asked.design or Design())
    style = style_of("classic", plan.language)
    references = cite([entries.by_key()[key] for key in plan.publications()], style, cv.owner).value
    owner = presentable(cv.owner, asked, rules_of(document, variant))
    return compose(with_side_column(plan, design.side or ()), References(references), owner, design)


def lines_of(blocks: tuple[Block, ...]) -> str:
    return "".join(map(_lines, blocks))


def form_of(block: Block) -> str:
    """Return the block's kind as a word; for a heading, its level."""
    return block.content.level if isinstance(block.content, Heading) else type(block.content).__name__.lower()


def _indent(block: Block) -> str:
    """Show the depth of a point."""
    return "  " * block.content.depth if isinstance(block.content, Point) else ""


def _printed(block: Block) -> str:
    """Show the texts of a block; those of contacts beside each other apart."""
    parts = block.content.cards if isinstance(block.content, Cards) else (block.texts,)
    return " || ".join(" | ".join(map(marked, part)) for part in parts)


def _picture(block: Block) -> RichText | None:
    match block.content:
        case Header(portrait=description) | Portrait(description):
            return description
        case _:
            return None


def _lines(block: Block) -> str:
    targets = [link.url for text in block.texts for link in links(text)]
    aside = "aside " if block.column == "side" else ""
    text = f"{_indent(block)}{aside}{form_of(block)}: {_printed(block)}".rstrip()
    pictures = [f"    picture: {plain(picture)}"] if (picture := _picture(block)) is not None else []
    return "\n".join([text, *(f"    -> {target}" for target in targets), *pictures]) + "\n"
