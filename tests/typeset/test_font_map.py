"""The lines of a font map that a document needs."""

from cvtex.typeset.font_map import fonts_of, needed_lines, read_names, words_in

MAP = """\
% a comment
bchr8r CharterBT-Roman " TeXBase1Encoding ReEncodeFont " <8r.enc <bchr8a.pfb
bchb8r CharterBT-Bold " TeXBase1Encoding ReEncodeFont " <8r.enc <bchb8a.pfb
ec-lmr10 LMRoman10-Regular "enclmec ReEncodeFont" <lm-ec.enc <lmr10.pfb
ec-lmr12 LMRoman12-Regular "enclmec ReEncodeFont" <lm-ec.enc <lmr12.pfb
ec-lmss10 LMSans10-Regular "enclmec ReEncodeFont" <lm-ec.enc <lmss10.pfb

nameless <nameless.pfb
alone
"""


def names(*used: str) -> list[str]:
    lines = needed_lines(MAP, frozenset(used))
    assert all(line in MAP.split("\n") for line in lines.splitlines())
    return [line.split()[0] for line in lines.splitlines()]


def test_lines_of_used_fonts_and_their_relatives_are_kept_unchanged() -> None:
    assert names("bchr8r") == ["bchr8r", "bchb8r"]
    assert names("bchb8a.pfb") == ["bchr8r", "bchb8r"]
    assert names("ec-lmr12") == ["ec-lmr10", "ec-lmr12"]
    assert names("ec-lmss10", "bch") == ["ec-lmss10"]
    assert names("nameless") == ["nameless"]
    assert names("alone") == ["alone"]
    assert names("unknown", "%", "ReEncodeFont") == []


def test_fonts_among_the_files_that_were_read() -> None:
    files = ["/tex/fonts/tfm/bchr8r.tfm", "/tex/fonts/type1/cmr10.pfb", "/tex/pdftex.map", "cv.tex"]
    assert fonts_of(files) == {"bchr8r", "cmr10.pfb"}


def test_names_in_a_map_and_words_in_a_theme() -> None:
    assert read_names("a b\n\nc\n") == {"a", "c"}
    assert {"ec-lmtt10", "SourceSansPro-Bold-tlf-t1"} <= words_in(
        [r"{<->s*[1.06]ec-lmtt10}{}", r"\font\x=SourceSansPro-Bold-tlf-t1"]
    )
