r"""Find fonts, choose one for each text, convert them for pdfTeX.

pdfTeX sets 8-bit fonts. Everything else becomes one, made from an OpenType font: a Type 1 program (.pfb) and its
metrics (.tfm), from HarfBuzz's outlines and advances. Only HarfBuzz reads font files.

- *Text fonts* (`text_font.py`): a family that was asked for by name, in LaTeX's encodings T1 and TS1, with kerns and
  ligatures. They do not depend on the document and are cached. Built-in looks use TeX's Charter and Source Sans Pro;
  where a TeX Live lacks them, XCharter and Source Sans 3 are made in their place.
- *Fonts of a document* (`document_fonts.py`): runs of text that the text fonts lack. A run is shaped in every face in
  which TeX may set it, and cut where all faces allow a cut. Each *piece* gets a slot on a *page* of at most 255, the
  same in the fonts of all faces. The .tex says which slots are printed (`\cvglyphs{text}{page}{slots}`), and TeX
  chooses the face.
- A piece is one glyph with all marks in place. Its name encodes its text (Adobe Glyph List Specification), so that
  readers get each text once. Kerns are part of a piece's advance, so that TeX sets the text as HarfBuzz shaped it.
- The family of a run is chosen without opening fonts (`choosing.py`, `library.py`): the text's own family, then the
  best one by script, kind and language, at matching x-heights. Each style takes the family's nearest face with the
  characters.
"""
