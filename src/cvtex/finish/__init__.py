"""TeX's PDF -> the one that is handed out: tagged (PDF/UA-1), archival (PDF/A-2a), with whole words.

The theme's base writes marked-content points into the page stream; unlike `BDC ... EMC`, they may stand on both sides
of a page break:

    /CVX <</I 7>> DP ... /CVE <</I 7>> DP      block 7
    /CVL MP ... /CVR MP                        a link
    /CVA MP ... /CVZ MP                        the running foot, ornaments
    /CVB MP ... /CVD MP                        a label
    /CVG <</L (de)>> DP ... /CVH MP            text in another language
    /CVP MP ... /CVQ MP                        a part of a block: name, contact lines, photograph
    /CVT <</N 5/T <05D3>>> DP ... /CVU MP      a right-to-left word: its place among others, and its text

`finish` walks the events of all pages once, puts `BDC ... EMC` around what is shown (never across `BT` or `ET`), and
attaches each content to the open node:

    Document > H1 (name), H2 (parts, sections), H3 (groups, organisations), P, L > LI > Lbl, LBody; Link, Span
    (language) Document > Div > H1, P, Figure (a header with a photograph, with Alt and BBox)

- A gap becomes a space in an inkless Type 3 font, as wide as the gap (Tz). Extractors would otherwise insert spaces of
  their own, and take wide gaps for columns. Word spacing (Tw) takes the width back, so that no glyph moves.
- At the end of a line within a word, the last sign is shown in a second name of the same font. TeX's hyphen reads as
  U+00AD there; the word's own hyphen or slash is followed by U+200B. The block's text decides which.
- A formula is a span with its Unicode text as ActualText. Such a span must not cross the end of a line.
- Words of a right-to-left line are moved into reading order, without moving on the page, each in a Span with
  ActualText.
- Drawings and running feet are artifacts, except where a theme gives ActualText.
- Content outside every block, and operators that TeX never writes, are errors: nothing stays untagged silently.
"""
