"""TeX's PDF -> the final PDF: tagged (PDF/UA-1), archival (PDF/A-2a), with text in whole words.

The theme's base writes marked-content points into the page stream; unlike `BDC ... EMC`, they may stand on both sides
of a page break:

    /CVX <</I 7>> DP ... /CVE <</I 7>> DP      block 7
    /CVL MP ... /CVR MP                        a link
    /CVA MP ... /CVZ MP                        the running footer, ornaments
    /CVB MP ... /CVD MP                        a label
    /CVG <</L (de)>> DP ... /CVH MP            text in another language
    /CVP MP ... /CVQ MP                        a part of a block: name, contact lines
    /CVP <</F 1>> DP ... /CVQ MP               its photograph, or a chart with its labels
    /CVT <</N 5/T <05D3>>> DP ... /CVU MP      a right-to-left word: its place among others, and its text

`finish` walks the events of all pages once. It puts `BDC ... EMC` around shown content, never across `BT` or `ET`, and
attaches it to the open node. Blocks may be drawn in any order; in the tree, they are in the document's:

    Document > H1 (name), H2 (parts, sections), H3 (groups, organisations), P, L > LI > Lbl, LBody; Link, Span
    Document > L > L (points below an entry or another point)
    Document > Div > H1, P, Figure (a header with a photograph, with Alt and BBox)
    Document > Div > Figure (a photograph in the side column; a chart, with its labels, Alt and BBox)
    Document > Div > P, P (people beside each other)

- A gap becomes a space in an inkless Type 3 font, as wide as the gap (Tz). Extractors would otherwise insert spaces of
  their own, and take wide gaps for columns. Word spacing (Tw) cancels the width, so that no glyph moves.
- Where a line ends within a word, its last character is shown in a copy of its font. TeX's hyphen reads as U+00AD
  there; the word's own hyphen or slash is followed by U+200B. The block's text decides between them.
- A formula is a span with its Unicode text as ActualText. Such a span must not cross the end of a line.
- Words of a right-to-left line are moved into reading order, without moving on the page, each in a Span with
  ActualText.
- Drawings and running footers are artifacts, except where a theme gives ActualText.
- A link annotation with /CVU, a level of grey, gets a line below its text.
- Content outside all blocks and operators that TeX never writes are errors: nothing stays untagged silently.
"""
