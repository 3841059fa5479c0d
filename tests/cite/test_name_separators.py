"""Names separated by something else than `and`."""

from __future__ import annotations

import time

import pytest

from cvtex.cite.name_separators import with_and


@pytest.mark.parametrize(
    ("written", "read", "problem"),
    [
        ("Ohm, G.; Volta, A.; Lee, B.", "Ohm, G. and Volta, A. and Lee, B.", "';' between names is read as 'and'"),
        ("Ohm, G.; and Volta, A.;", "Ohm, G. and Volta, A.", "';' between names is read as 'and'"),
        ("Ohm G; Volta AB", "Ohm, G and Volta, AB", "';' between names is read as 'and'"),
        ("M&uuml;ller, A.; B&#246;hm, C.", "M&uuml;ller, A. and B&#246;hm, C.", "';' between names is read as 'and'"),
        ("Ohm, G. | Volta, A.", "Ohm, G. and Volta, A.", "'|' between names is read as 'and'"),
        ("Ohm, Georg / Volta, Aldo", "Ohm, Georg and Volta, Aldo", "'/' between names is read as 'and'"),
        ("family=Ohm, given=Georg and given={Aldo}, family=Volta, prefix=de, suffix=Jr.",
         "Ohm, Georg and de Volta, Jr., {Aldo}", ""),
        ("王小明、李四", "王小明 and 李四", "'、' between names is read as 'and'"),
        ("Lee, B. and Ohm, G. & Volta, A.", "Lee, B. and Ohm, G. and Volta, A.", "'&' between names is read as 'and'"),
        (r"Ohm, G. \& Volta, A.", "Ohm, G. and Volta, A.", "'&' between names is read as 'and'"),
        (r"Ohm, G., Lee, B., {\&} Volta, A.", "Ohm, G. and Lee, B. and Volta, A.",
         "'&' between names is read as 'and'"),
        ("Georg Ohm &amp; Aldo Volta", "Georg Ohm and Aldo Volta", "'&' between names is read as 'and'"),
        ("Ohm, G. und Volta, A.", "Ohm, G. and Volta, A.", "'und' between names is read as 'and'"),
        ("Ohm, G. et Volta, A.", "Ohm, G. and Volta, A.", "'et' between names is read as 'and'"),
        ("Ohm, G. y Volta, A.", "Ohm, G. and Volta, A.", "'y' between names is read as 'and'"),
        ("Georg Ohm und Aldo Volta", "Georg Ohm and Aldo Volta", "'und' between names is read as 'and'"),
        ("Ohm, G., Volta, A., Lee, B.", "Ohm, G. and Volta, A. and Lee, B.", "commas between names are read as 'and'"),
        ("Ohm, G., Volta, A. and Lee, B.", "Ohm, G. and Volta, A. and Lee, B.",
         "commas between names are read as 'and'"),
        ("Ohm, J.-G., de Volta, A. B.", "Ohm, J.-G. and de Volta, A. B.", "commas between names are read as 'and'"),
        ("Ohm G, Volta AB", "Ohm, G and Volta, AB", "commas between names are read as 'and'"),
        ("Georg Ohm, Aldo Volta, Bea Lee", "Georg Ohm and Aldo Volta and Bea Lee",
         "commas between names are read as 'and'"),
        ("Georg Ohm, Aldo Volta, and Bea Lee", "Georg Ohm and Aldo Volta and Bea Lee",
         "commas between names are read as 'and'"),
        ("Ohm, Georg et al", "Ohm, Georg and others", "'et al' is read as 'and others'"),
        ("Ohm, G. and Volta, A., et al.", "Ohm, G. and Volta, A. and others", "'et al.' is read as 'and others'"),
        ("Ohm, G., others", "Ohm, G. and others", "'others' is read as 'and others'"),
        ("{Ohm, Georg and Volta, Aldo}", "Ohm, Georg and Volta, Aldo",
         "braces around all names make them one; they are read as several"),
        ("Ohm, G. AND Volta, A.", "Ohm, G. and Volta, A.", ""),
        ("Ohm, G., and Volta, A.", "Ohm, G. and Volta, A.", ""),
    ],
)  # fmt: skip
def test_separators(written: str, read: str, problem: str) -> None:
    names = with_and(written)
    assert (names.tex, names.problem) == (read, problem)


@pytest.mark.parametrize(
    "names",
    [
        "Ohm, Georg and\n  Volta, Aldo",
        "Ohm, Georg and others",
        "Ortega y Gasset, José and Castro e Silva, Ana and {Fontcuberta i Morral}, Anna",
        r"{Procter \& Gamble} and {Johnson; Johnson} and {Ohm, Volta, and Sons, Inc.}",
        r"Johnson \& Johnson",
        "{Institute of Electrical and Electronics Engineers, Inc.}",
        "Institut für Bild und Ton Hilversum",
        "King, Jr., Robert and King, Robert, III and Robert King, PhD, FRS",
        "M&uuml;ller, A. and B&#246;hm, C.",
        "de la Cruz, Juan Carlos",
        "Ohm1,2, G. and Volta3, A.",
        "",
    ],
)
def test_names_that_are_right(names: str) -> None:
    assert (with_and(names).tex, with_and(names).problem) == (names, "")


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ("Ohm, Volta, Lee, King", "'Ohm, Volta, Lee, King' has too many commas for a name"),
        ("Ohm, Georg, Volta Aldo", "'Ohm, Georg, Volta Aldo' has too many commas for a name"),
        ("Ohm, G. & Volta", "'&' stands in the name 'Ohm, G. & Volta'"),
    ],
)
def test_names_in_doubt_are_kept_and_told(names: str, problem: str) -> None:
    assert (with_and(names).tex, with_and(names).problem) == (names, problem)


@pytest.mark.parametrize(
    "piece", ["a & b, c ", ", ", "; ", " & ", "x, ", "{", "}", " et al", "&amp;", "A B, ", "A, B., "]
)
def test_any_field_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        with_and(piece * count)
        return time.process_time() - start

    # The shortest of three: other processes make any of them longer.
    short, long = (min(seconds(count) for _ in range(3)) for count in (1_000, 16_000))
    assert long < 64 * max(short, 0.004)
