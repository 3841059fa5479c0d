"""The face for each weight, and the family for text that the text's own family lacks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from faces import LATIN, face
from hypothesis import given
from hypothesis import strategies as st

from cvtex.fonts.face import Face, Kind, covers, has, ranges_of
from cvtex.fonts.library import FontLibrary, library_of, scripts_of
from cvtex.fonts.script_letters import LETTERS
from cvtex.value import replace

GREEK, CYRILLIC, HAN, ARABIC = (LETTERS[script] for script in ("Grek", "Cyrl", "Hani", "Arab"))


@given(st.sets(st.integers(0, 0x10FFFF)), st.integers(0, 0x10FFFF))
def test_ranges_have_what_they_were_made_of(codes: set[int], other: int) -> None:
    ranges = ranges_of(codes)
    some = replace(face("Some"), characters=ranges)
    assert all(has(some, chr(code)) for code in codes)
    assert has(some, chr(other)) == (other in codes)
    assert all(first <= last for first, last in ranges)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ranges))


@pytest.mark.parametrize("name", ["EB Garamond", "eb garamond", "EB-Garamond", "EBGaramond", "eb_garamond"])
def test_a_family_by_any_spelling(name: str) -> None:
    assert library_of([face("EB Garamond")]).family(name)


def test_the_folder_before_packages_before_the_system() -> None:
    faces = [face("Lato", source="folder"), face("Lato", source="package"), face("Lato", source="system")]
    library = library_of(faces)
    assert library.family("Lato") == tuple(faces)
    assert chosen(library, "Lato", 400).source == "folder"


def chosen(library: FontLibrary, family: str, weight: int, *, is_italic: bool = False) -> Face:
    found = library.instance(family, weight, is_italic)
    assert found is not None
    return found.face


FOUR = [
    face("F", "Regular"),
    face("F", "Italic", is_italic=True),
    face("F", "Bold", weights=700),
    face("F", "Bold Italic", weights=700, is_italic=True),
]


@pytest.mark.parametrize(
    ("weight", "is_italic", "style"),
    [
        (400, False, "Regular"),
        (400, True, "Italic"),
        (700, False, "Bold"),
        (600, True, "Bold Italic"),
        (500, False, "Regular"),
        (300, False, "Regular"),
    ],
)
def test_the_nearest_of_four(weight: int, is_italic: bool, style: str) -> None:
    assert chosen(library_of(FOUR), "F", weight, is_italic=is_italic).style == style


@pytest.mark.parametrize(
    ("there", "wanted", "got"),
    [
        ((300, 500), 400, 500),  # from 400 up to 500 first
        ((300, 600), 400, 300),  # then lighter ones
        ((300, 900), 600, 900),  # bolder first
        ((200, 400), 300, 200),  # lighter first
        ((500, 600), 400, 500),
    ],
)
def test_weights_as_css_matches_them(there: tuple[int, ...], wanted: int, got: int) -> None:
    library = library_of([face("F", str(weight), weights=weight) for weight in there])
    assert chosen(library, "F", wanted).weights == (got, got)


@pytest.mark.parametrize(("wanted", "set_to"), [(400, 400), (650, 650), (100, 300), (900, 800)])
def test_a_variable_face_is_set_to_the_weight(wanted: int, set_to: int) -> None:
    found = library_of([face("F", weights=(300, 800))]).instance("F", wanted, is_italic=False)
    assert found is not None
    assert found.weight == set_to


def test_italics_fall_back_on_upright() -> None:
    assert not chosen(library_of([face("F")]), "F", 400, is_italic=True).is_italic


def test_regular_before_condensed() -> None:
    library = library_of(
        [
            face("F", "Condensed", width=3),
            face("F", "Condensed Bold", width=3, weights=700),
            face("F", "Book"),
        ]
    )
    assert chosen(library, "F", 400).style == "Book"
    assert chosen(library, "F", 700).style == "Book"


def test_a_face_with_a_problem_is_reported_and_not_chosen() -> None:
    bad = face("F", problem="is damaged", source="folder")
    library = library_of([bad, face("G", problem="has no outlines", source="system")])
    assert library.instance("F", 400, is_italic=False) is None
    assert [one.message for one in library.diagnostics()] == [f"{bad.path} is damaged"]


def test_nearest_names() -> None:
    library = library_of([face("EB Garamond"), face("Roboto"), face("Roboto Slab")])
    assert library.nearest("EB Garamont") == ("EB Garamond",)
    assert library.nearest("Robotto") == ("Roboto", "Roboto Slab")
    assert library.nearest("Comic Sans") == ()


BOTH = [
    face("Ubuntu", text=LATIN + GREEK, kind="sans"),
    face("Cardo", text=LATIN + GREEK),
    face("Noto Sans", text=LATIN + GREEK, kind="sans"),
    face("Noto Serif", text=LATIN + GREEK),
]


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        ("serif", ("Noto Serif", "Cardo", "Noto Sans", "Ubuntu")),
        ("sans", ("Noto Sans", "Ubuntu", "Noto Serif", "Cardo")),
    ],
)
def test_serif_beside_serif_and_noto_first(kind: Kind, order: tuple[str, ...]) -> None:
    assert library_of(BOTH).fallbacks(kind, "Grek", "en") == order


def test_the_default_look_before_all_others() -> None:
    library = library_of(
        [*BOTH, face("XCharter", text=LATIN + GREEK), face("Source Sans 3", text=LATIN + GREEK, kind="sans")]
    )
    assert library.fallbacks("serif", "Grek", "en")[0] == "XCharter"
    assert library.fallbacks("sans", "Grek", "en")[0] == "Source Sans 3"


def test_the_author_s_folder_before_the_default_look() -> None:
    library = library_of([face("Mine", text=LATIN + GREEK, source="folder"), face("XCharter", text=LATIN + GREEK)])
    assert library.fallbacks("serif", "Grek", "en")[0] == "Mine"


def test_a_package_before_the_system_whatever_its_kind() -> None:
    """Other installed fonts do not change a page."""
    library = library_of(
        [face("Noto Sans Arabic", text=ARABIC, kind="sans"), face("Amiri", text=ARABIC, source="system")]
    )
    assert library.fallbacks("serif", "Arab", "ar") == ("Noto Sans Arabic", "Amiri")


def test_a_font_with_all_letters_before_one_with_some() -> None:
    library = library_of([face("Part", text=GREEK[:9]), face("Whole", text=GREEK, kind="sans")])
    assert library.fallbacks("serif", "Grek", "el") == ("Whole", "Part")


def test_fonts_without_a_letter_are_left_out() -> None:
    assert library_of([face("Latin only")]).fallbacks("serif", "Grek", "el") == ()


REGIONS = [
    face(f"Noto Sans {region}", text=LATIN + HAN + LETTERS["Hira"], kind="sans") for region in ("JP", "KR", "SC", "TC")
]


@pytest.mark.parametrize(
    ("script", "language", "family"),
    [
        ("Hani", "zh", "Noto Sans SC"),
        ("Hani", "zh-Hans", "Noto Sans SC"),
        ("Hani", "zh-Hant", "Noto Sans TC"),
        ("Hani", "zh-TW", "Noto Sans TC"),
        ("Hani", "zh-HK", "Noto Sans TC"),
        ("Hani", "ja", "Noto Sans JP"),
        ("Hani", "ko-KR", "Noto Sans KR"),
        ("Hani", "de", "Noto Sans SC"),
        ("Hira", "zh", "Noto Sans JP"),
        ("Hira", "en", "Noto Sans JP"),
    ],
)
def test_han_signs_as_the_language_draws_them(script: str, language: str, family: str) -> None:
    assert library_of(REGIONS).fallbacks("serif", script, language)[0] == family


def test_the_right_signs_matter_more_than_the_right_kind() -> None:
    library = library_of([face("Noto Serif TC", text=HAN), face("Noto Sans JP", text=HAN, kind="sans")])
    assert library.fallbacks("serif", "Hani", "ja")[0] == "Noto Sans JP"


def test_a_sign_comes_from_a_text_font_before_one_of_han() -> None:
    library = library_of(
        [
            face("Noto Sans JP", text=f"{LATIN}{HAN}★", kind="sans"),
            face("Others", text=f"{LATIN}★", kind="mono"),
        ]
    )
    assert library.family_for("★", "sans", "Zyyy", "en") == "Others"


def test_letters_come_from_a_text_font_before_one_for_formulas() -> None:
    library = library_of([face("STIX Two Math", text=f"{LATIN}ɣ∑"), face("Open Sans", text=f"{LATIN}ɣ", kind="sans")])
    assert library.family_for("ɣ", "serif", "Latn", "en") == "Open Sans"
    assert library.family_for("∑", "serif", "Zyyy", "en") == "STIX Two Math"


def test_makeshift_fonts_last_and_icons_never() -> None:
    icons = face("Font Awesome 7 Free", text="☎😀")
    library = library_of(
        [face("GNU Unifont", text="☎", source="folder"), icons, face("Noto Emoji", text="☎", source="system")]
    )
    assert library.fallbacks("sans", "Zyyy", "en") == ("Noto Emoji", "GNU Unifont")
    assert library.family_for("😀", "sans", "Zyyy", "en") is None


def test_a_family_must_have_all_of_a_cluster() -> None:
    library = library_of([face("A", text="ọ"), face("B", text="ọ\u0300")])
    assert library.family_for("ọ\u0300", "serif", "Latn", "yo") == "B"


def test_the_nearest_face_that_has_the_text() -> None:
    library = library_of(
        [
            face("A", text=LATIN + GREEK),
            face("A", "Bold", text=LATIN, weights=700),
            face("B", text=GREEK, kind="sans"),
        ]
    )
    assert library.family_for("α", "serif", "Grek", "el") == "A"
    bold = {text: library.instance("A", 700, False, text) for text in ("a", "α", "ж")}
    assert {text: one and one.face.style for text, one in bold.items()} == {
        "a": "Bold",
        "α": "Regular",
        "ж": None,
    }


def test_scripts_that_a_font_has() -> None:
    assert scripts_of([face("A", text=LATIN + CYRILLIC), face("A", "Italic", text=LATIN + GREEK[:5])]) == (
        "Cyrl",
        "Latn",
    )
    assert covers(face("A", text=GREEK), "αβγ")
