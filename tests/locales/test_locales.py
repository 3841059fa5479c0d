"""The locale files are complete and consistent, and a language needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cvtex.check.cv import check_cv
from cvtex.locales import locale as locale_module
from cvtex.locales.locale import LocaleError, is_known_language, languages, locale_of, read_locale
from cvtex.locales.tags import fallbacks
from cvtex.read.yaml import read_yaml
from cvtex.value import fields_of

EN = (Path(locale_module.__file__).parent / "en.toml").read_text(encoding="utf-8")

# Templates and their placeholders.
TEMPLATES = {
    "ordinal": {""}, "edition": {""}, "portrait": {""}, "in_total": {""}, "for_collaboration": {""},
    "for_collaborations": {""}, "total_pages": {""}, "accessed": {""}, "cited": {""},
    "position": {"number", "ordinal", "total"}, "term_of_year": {"term", "year"},
}  # fmt: skip


def texts_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for one in (value.values() if isinstance(value, dict) else value) for text in texts_of(one)]


@pytest.mark.parametrize("language", languages())
def test_a_file_has_every_word_in_its_form(language: str) -> None:
    locale = locale_of(language)
    assert locale.language == language
    has_blanks = {"comma", "and_", "last_and", "and_before", "quotes", "inner_quotes", "colon"}
    for field in fields_of(locale):
        value = getattr(locale, field.name)
        if isinstance(value, bool):
            continue
        for text in texts_of(value):
            assert text or field.name in {"since_date", "until_date"}, field.name
            assert text == text.strip() or field.name in has_blanks, field.name
            names = set(re.findall(r"{(\w*)}", text))
            if field.name in TEMPLATES:
                assert names, field.name
            assert names <= TEMPLATES.get(field.name, {""}), field.name
    assert [locale.ordinal_of(number) for number in range(1, 130)]
    assert "Ada" in locale.portrait_of("Ada")
    assert all(and_ != locale.and_ for and_ in locale.and_before.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("present = ", "presnet = "), "unknown field `presnet`"),
        (('present = "present"', ""), "missing required field `present`"),
        (('granted = "granted"', ""), "`patent_status` lacks granted"),
        (('granted = "granted"', 'granted = "granted"\ngrunted = "x"'), "Invalid enum value 'grunted'"),
        (('et_al = "et al."', "et_al = 1"), "Expected `str`, got `int` - at `$.et_al`"),
        (('et_al = "et al."', "et_al = "), "Invalid value"),
    ],
)
def test_an_incomplete_file_is_reported_by_name(change: tuple[str, str], message: str) -> None:
    text = EN.replace(*change)
    assert text != EN
    with pytest.raises(LocaleError, match=re.escape(message)) as refused:
        read_locale("xx", text.encode())
    assert str(refused.value).startswith("locales/xx.toml: ")


@pytest.fixture
def half_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "en.toml").write_text(EN, encoding="utf-8")
    (tmp_path / "eo.toml").write_text('reviewed = false\npresent = "nun"\n', encoding="utf-8")
    monkeypatch.setattr(locale_module, "_FOLDER", tmp_path)
    languages.cache_clear()
    yield
    monkeypatch.undo()
    languages.cache_clear()


@pytest.mark.usefixtures("half_added")
def test_a_language_with_an_incomplete_file_is_reported() -> None:
    assert languages() == ("en", "eo")
    node = read_yaml("cv.yaml", b"owner: {name: Ada}\nlanguage: eo\nsections: {}").value
    assert node is not None
    (problem,) = check_cv(node).diagnostics
    assert problem.message == "locales/eo.toml: Object missing required field `open_ends`"


@pytest.mark.parametrize(
    ("tag", "near"),
    [
        ("en", ["en"]),
        ("en-GB", ["en-GB", "en"]),
        ("zh-Hant-TW", ["zh-Hant-TW", "zh-Hant", "zh"]),
        ("zh-TW", ["zh-TW", "zh-Hant", "zh"]),
    ],
)
def test_fallbacks(tag: str, near: list[str]) -> None:
    assert list(fallbacks(tag)) == near


def test_a_region_has_its_languages_words() -> None:
    assert locale_of("de-AT") is locale_of("de")
    assert [tag for tag in ("de", "de-AT", "xx", "xx-DE", "DE", "de_AT", "deutsch", "") if is_known_language(tag)] == [
        "de",
        "de-AT",
    ]


@pytest.mark.parametrize(
    ("language", "ordinals"),
    [
        ("en", "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 101st 111th 112th"),
        ("de", "1. 2. 3. 4. 10. 11. 12. 13. 21. 22. 101. 111. 112."),
        ("fr", "1re 2e 3e 4e 10e 11e 12e 13e 21e 22e 101e 111e 112e"),
    ],
)
def test_ordinals(language: str, ordinals: str) -> None:
    numbers = (1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 101, 111, 112)
    assert " ".join(map(locale_of(language).ordinal_of, numbers)) == ordinals


@pytest.mark.parametrize(
    ("language", "name", "portrait"),
    [
        ("en", "Ada Example", "Portrait of Ada Example"),
        ("de", "Ada Example", "Porträt von Ada Example"),
        ("fr", "Ada Example", "Portrait d’Ada Example"),
        ("fr", "Élise Exemple", "Portrait d’Élise Exemple"),
        ("fr", "Marie Exemple", "Portrait de Marie Exemple"),
        ("es", "Ada Example", "Retrato de Ada Example"),
        ("it", "Ada Example", "Ritratto di Ada Example"),
    ],
)
def test_portraits(language: str, name: str, portrait: str) -> None:
    assert locale_of(language).portrait_of(name) == portrait


@pytest.mark.parametrize(
    ("language", "names", "listed"),
    [
        ("en", ["A"], "A"),
        ("en", ["A", "B"], "A and B"),
        ("en", ["A", "B", "C"], "A, B and C"),
        ("es", ["A", "Inés"], "A e Inés"),
        ("es", ["A", "Íñigo"], "A e Íñigo"),
        ("es", ["A", "Hilario"], "A e Hilario"),
        ("es", ["A", "Hierro"], "A y Hierro"),
        ("es", ["A", "Iago"], "A y Iago"),
        ("es", ["A", "Yolanda"], "A y Yolanda"),
        ("it", ["A", "B", "Elena"], "A, B ed Elena"),
        ("it", ["A", "Anna"], "A e Anna"),
    ],
)
def test_lists(language: str, names: list[str], listed: str) -> None:
    assert locale_of(language).listed(names) == listed
