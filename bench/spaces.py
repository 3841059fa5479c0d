"""Measure the word spaces of finished PDFs: `python bench/spaces.py [PDF ...]`.

TeX stretches all spaces of a line alike. The space of a line is the lower median of its gaps, as multiples of the
natural space of their fonts. Fixed gaps, such as those before dates at the right, are wider and rarely change it.
Without PDFs, the sample's variants and lists of publications from the corpus are built in a temporary folder.

The exit code is 1 if the spaces of any line are wider than 1.6.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from cvtex.pdf.content import LEAST_GAP, MarkedContent, Show, is_gap, read_events
from cvtex.pdf.facts import ContentReference, StructureElement, StructureKid, read_structure_tree
from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.fonts import StreamFont, StreamFonts, fonts_of
from cvtex.value import Struct, Value, field, replace

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
MOST = 1.6
# A space behind an italic word holds an italic correction, too.
MOST_OF_LAST = 1.15
# \fontdimen2 of the fonts of the themes, in ems; 0.25 is usual in others.
NATURAL = {
    "CharterBT-Roman": 0.278,
    "CharterBT-Bold": 0.291,
    "CharterBT-Italic": 0.278,
    "CharterBT-BoldItalic": 0.293,
    "SourceSansPro": 0.2,
    "Arimo": 0.278,
    "EBGaramond": 0.2,
    "GentiumBookPlus": 0.22,
    "Lato": 0.193,
    "OpenSans": 0.26,
    "LMMono": 0.525,
    "LMSans": 0.333,
}
OTHER = 0.25
SHORT = 24.0
SPACES = "CVS"
_LEADING = 0.75
_GREY = re.compile(rb"(?<![\d.])([\d.]+) g\b")
_SETS_COLOUR = re.compile(rb" (?:rg|k) ")
_QUOTED = 90
_ADDRESS = re.compile(r"[/_]")


class Line(Value):
    """`block`: number of its block in the document. `gaps`: its word gaps as multiples of the natural space.

    `right`: its right end in bp.
    """

    page: int
    block: int
    text: str
    gaps: tuple[float, ...]
    words: int
    right: float
    is_last: bool = False
    is_alone: bool = False

    @property
    def space(self) -> float:
        """1.0 for a line without gaps."""
        return statistics.median_low(self.gaps) if self.gaps else 1.0

    def __str__(self) -> str:
        text = self.text if len(self.text) <= _QUOTED else f"{self.text[: _QUOTED - 1]}…"
        return f"{self.space:5.2f}  page {self.page}: {text}"


class Spaces(Value):
    """The lines of a document, without labels and running feet."""

    lines: tuple[Line, ...]

    @property
    def gappy(self) -> list[Line]:
        return sorted((line for line in self.lines if line.space > MOST), key=lambda line: -line.space)

    @property
    def stretched_last(self) -> list[Line]:
        """Last lines of paragraphs whose spaces are wider than natural."""
        last = (line for line in self.lines if line.is_last and line.space > MOST_OF_LAST)
        return sorted(last, key=lambda line: -line.space)

    @property
    def single_words(self) -> list[Line]:
        """Last lines with one word, below others; an address may stand alone."""
        last = (line for line in self.lines if line.is_last and not line.is_alone)
        return [line for line in last if line.words == 1 and not _ADDRESS.search(line.text)]

    @property
    def short(self) -> list[Line]:
        """Lines that end more than `SHORT` bp before the widest lines of the document, except last ones."""
        edge = max((line.right for line in self.lines), default=0.0)
        short = (line for line in self.lines if not line.is_last and line.right < edge - SHORT)
        return sorted(short, key=lambda line: line.right)


class _Open(Struct):
    """A line that is being read. `reach`: its right end so far, in bp. `grey`: of the last show.

    What starts in grey is no line of a paragraph, but dates or a place beside it.
    """

    page: int
    block: int
    last: Show
    reach: float
    grey: float
    starts_grey: bool
    text: str = ""
    gaps: list[float] = field(default_factory=list)
    words: int = 1


def read_spaces(pdf: bytes) -> Spaces:
    """Raises UnsoundPdfError."""
    file = PdfFile(pdf)
    fonts = StreamFonts(file)
    tree = read_structure_tree(file)
    owners = dict(_owners(tree.kids if tree else ()))
    lines = [
        line
        for number, page in enumerate(file.pages(), 1)
        for line in _lines(number, file, page, fonts, owners)
        if line.text.strip()
    ]
    blocks = [line.block for line in lines]
    ends = [place + 1 == len(blocks) or blocks[place + 1] != block for place, block in enumerate(blocks)]
    counted = {block: blocks.count(block) for block in set(blocks)}
    return Spaces(
        tuple(
            replace(line, is_last=is_last, is_alone=counted[line.block] == 1)
            for line, is_last in zip(lines, ends, strict=True)
        )
    )


def _owners(kids: Iterable[StructureKid], block: int = 0, role: str = "") -> Iterator[tuple[tuple[int, int], int]]:
    """Yield ((page, number), block) for marked content, except that of labels."""
    for place, kid in enumerate(kids):
        if isinstance(kid, ContentReference):
            if role != "Lbl":
                yield (kid.page, kid.number), block
        elif isinstance(kid, StructureElement):
            is_inline = kid.role in ("Span", "Link")
            yield from _owners(kid.kids, *((block, role) if is_inline else (hash((block, place, kid.role)), kid.role)))


def _lines(
    number: int, file: PdfFile, page: Page, known: StreamFonts, owners: dict[tuple[int, int], int]
) -> Iterator[Line]:
    data = file.content(page)
    references = fonts_of(file, page)
    # The wide space does not move the pen, since Tw takes its width back.
    spaces = StreamFont(dict.fromkeys(range(256), 0.0), dict.fromkeys(range(256), " "))
    fonts = {**known.named(references), SPACES: spaces}
    names = {name: str(file.dictionary(reference).get("BaseFont", "")) for name, reference in references.items()}
    contents: list[int | None] = []
    current: _Open | None = None
    place, grey = 0, 0.0
    for event in read_events(data, fonts):
        if isinstance(event, MarkedContent):
            if event.name:
                artifact = -1 if event.name == "Artifact" else None
                contents.append(event.number if event.number is not None else artifact)
            elif contents:
                contents.pop()
        if not isinstance(event, Show):
            continue
        before = data[place : event.start]
        place = event.end
        if found := _GREY.findall(before):
            grey = float(found[-1])
        elif _SETS_COLOUR.search(before):
            grey = 0.0
        if event.font == SPACES:
            continue
        content = next((one for one in reversed(contents) if one is not None), None)
        block = 0 if not owners else owners.get((number, content)) if content is not None else None
        if block is None:
            # Text around a label or a separator stands apart by a fixed gap.
            if current is not None and content == -1 and abs(event.baseline - current.last.baseline) < 1:
                current.grey = -1.0
            continue
        natural = _natural(names[event.font])
        if current is None or block != current.block or _begins_line(current, event):
            if current is not None and not current.starts_grey:
                yield _closed(current)
            current = _Open(number, block, event, event.right, grey, grey > 0)
        else:
            gap = (event.left - current.reach) / event.size
            if gap > LEAST_GAP:
                current.words += 1
                current.text += " "
                if grey == current.grey:
                    current.gaps.append(gap / natural)
        # TeX's own gaps; in a finished file, a space stands in each.
        inner = [-part / 1000 for part in event.parts[1:-1] if isinstance(part, float) and is_gap(part)]
        current.gaps += [gap / natural for gap in inner]
        current.words += len(inner)
        current.text += " ".join(event.words)
        current.last, current.grey = event, grey
        current.reach = max(current.reach, event.right)
    if current is not None and not current.starts_grey:
        yield _closed(current)


def _natural(name: str) -> float:
    return next((width for known, width in NATURAL.items() if known in name), OTHER)


def _begins_line(line: _Open, show: Show) -> bool:
    size = max(line.last.size, show.size)
    return abs(show.baseline - line.last.baseline) > _LEADING * size or show.left < line.last.right - size


def _closed(line: _Open) -> Line:
    return Line(line.page, line.block, line.text, tuple(line.gaps), line.words, line.reach)


CV = """\
owner: {{name: {owner}}}
language: {language}
bibliography: list.bib
theme: {theme}
references: {references}
sections:
  publications: {{kind: publications, title: Publications}}
"""


class Case(Value):
    """A list of publications: a file of the corpus, cut to its first entries."""

    file: str
    owner: str
    theme: str = "classic"
    references: str = "classic"
    language: str = "en"
    most: int = 200

    def __str__(self) -> str:
        return f"{self.file.removesuffix('.bib')} {self.theme} {self.references} {self.language}"

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        entries = re.split(r"(?m)^(?=@)", (CORPUS / self.file).read_text(encoding="utf-8"))
        (folder / "list.bib").write_text("".join(entries[: self.most + 1]), encoding="utf-8")
        cv = CV.format(owner=self.owner, theme=self.theme, references=self.references, language=self.language)
        (folder / "cv.yaml").write_text(cv, encoding="utf-8")


CASES = (
    Case("ads-237.bib", "Adam Ginsburg", references="vancouver"),
    Case("ads-237.bib", "Adam Ginsburg", theme="modern", references="apa", language="fr"),
    Case("google-scholar-96.bib", "Abhijit Dasgupta", references="vancouver", language="de"),
    Case("google-scholar-96.bib", "Abhijit Dasgupta", theme="modern", references="vancouver"),
    Case("biblatex-examples-92.bib", "Aristotle", references="classic"),
    Case("zotero-7166.bib", "Nobody Example", references="vancouver", language="es"),
    Case("zotero-7166.bib", "Nobody Example", references="classic"),
)


def built(folder: Path, *arguments: str) -> list[Path]:
    """Build the CV of a folder. A warning fails nothing; an error leaves no PDF."""
    subprocess.run(
        [sys.executable, "-m", "cvtex", "build", "--engine", "embedded", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return sorted((folder / "build").glob("*.pdf"))


def report(name: str, found: Spaces, quoted: int) -> None:
    lines = len(found.lines)
    share = 100 * len(found.gappy) / lines if lines else 0.0
    print(
        f"{name:<44} {lines:>6} {len(found.gappy):>6} {share:>6.2f} %"
        f" {len(found.stretched_last):>6} {len(found.single_words):>6} {len(found.short):>6}"
    )
    for kind, worst in (
        ("", found.gappy),
        ("last ", found.stretched_last),
        ("word ", found.single_words),
        ("short", found.short),
    ):
        for line in worst[:quoted]:
            print(f"    {kind}{line}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the word spaces of finished PDFs.")
    parser.add_argument("pdf", type=Path, nargs="*", help="finished PDFs")
    parser.add_argument("--quote", type=int, default=2, help="lines to quote for each file")
    parser.add_argument("--keep", type=Path, help="build into this folder, and keep it")
    wanted = parser.parse_args()
    print(f"{'document':<44} {'lines':>6} {'>' + str(MOST):>6} {'share':>8} {'last':>6} {'single':>6} {'short':>6}")
    bad = 0
    with TemporaryDirectory() as name:
        for title, pdf in documents(wanted.pdf, wanted.keep or Path(name)):
            found = read_spaces(pdf.read_bytes())
            bad += len(found.gappy)
            report(title, found, wanted.quote)
    sys.exit(bad > 0)


def documents(given: list[Path], folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield names and PDFs: those given, or else the sample's and those of the cases."""
    if given:
        yield from ((pdf.stem, pdf) for pdf in given)
        return
    for theme in ("classic", "modern"):
        sample = folder / f"sample-{theme}"
        sample.mkdir(parents=True)
        cv = (ROOT / "cv.yaml").read_text(encoding="utf-8")
        (sample / "cv.yaml").write_text(cv.replace("theme: classic", f"theme: {theme}"), encoding="utf-8")
        (sample / "publications.bib").write_bytes((ROOT / "publications.bib").read_bytes())
        for pdf in built(sample, "--all"):
            yield f"{theme}: {pdf.stem}", pdf
    if not CORPUS.is_dir():
        print(f"no corpus at {CORPUS}")
        return
    for number, case in enumerate(CASES):
        place = folder / f"case-{number}"
        case.write(place)
        for pdf in built(place):
            yield str(case), pdf


if __name__ == "__main__":
    main()
