"""The publication status of an entry, from the fields in which people write it."""

from __future__ import annotations

import pytest

from cvtex.cite.dialect import normalise
from cvtex.read.bib import read_bibliography

# Fields, the CV's language; the status, then the fields that changed.
STATED = {
    "pubstate = {inpress}, year = {2027}": ("en", "in press", {}),
    "pubstate = {Sous presse}": ("fr", "in press", {"pubstate": "in press"}),
    "pubstate = {Sous presse}, note = {soumis}": ("en", None, {}),
    "year = {im Druck}": ("de", "in press", {"year": "in press"}),
    "year = {erscheint demnächst}": ("de-CH", "forthcoming", {"year": "forthcoming"}),
    "year = {2027, in press}": ("en", "in press", {"year": "2027", "pubstate": "in press"}),
    "year = {2027, in press}, pubstate = {accepted}": ("en", "accepted", {}),
    "date = {Forthcoming}": ("en", "forthcoming", {"year": "Forthcoming", "date": None}),
    "date = {in press}, year = {2027}": ("en", "in press", {"pubstate": "in press", "date": None}),
    "date = {}, pubstate = {Submitted.}": ("en", "submitted", {}),
    "pubstate = {Revise and resubmit}": ("en", "in revision", {}),
    "pubstate = {R\\&R}": ("en", "in revision", {}),
    "pubstate = {on ice}": ("en", None, {}),
    "note = {Manuscript in preparation}": ("en", "in preparation", {}),
    "note = {Currently under review at \\emph{Toads}}, year = {2024}": ("en", "under review", {}),
    "note = {Accepted for oral presentation}, year = {2020}": ("en", None, {}),
    "note = {Accepted for publication in Toads}": ("en", "accepted", {}),
    "note = {To appear}, year = {2010}, pages = {1--9}": ("en", None, {}),
    "note = {To appear}, year = {2027}, volume = {3}, journal = {Toads}": ("en", None, {}),
    "note = {Forthcoming}, year = {2027}, volume = {3}, publisher = {Reed}": ("en", "forthcoming", {}),
    "note = {Submitted by the second author}, year = {2010}, volume = {3}, journal = {Toads}": ("en", None, {}),
    "note = {Acceptedly good}": ("en", None, {}),
    "journal = {Submitted to Toads}, year = {2024}": ("en", "submitted", {}),
    "volume = {in press}, year = {2024}": ("en", "in press", {"volume": None, "pubstate": "in press"}),
    "pages = {Im Druck}, year = {2024}": ("de", "in press", {"pages": None, "pubstate": "in press"}),
    "number = {forthcoming}, year = {in press}": ("en", "in press", {"number": None}),
    "volume = {in press}, pages = {in press}, pubstate = {accepted}": (
        "en",
        "accepted",
        {"volume": None, "pages": None},
    ),
    "year = {印刷中}": ("ja", "in press", {"year": "in press"}),
}


@pytest.mark.parametrize("fields", STATED)
def test_a_status_is_found(fields: str) -> None:
    language, status, changed = STATED[fields]
    (read,) = read_bibliography("works.bib", f"@article{{key, {fields}}}".encode()).value.entries
    checked = normalise(read_bibliography("works.bib", f"@article{{key, {fields}}}".encode()).value, [language])
    (entry,) = checked.value.entries
    assert entry.status == status
    before, after = ({name: field.tex for name, field in one.fields.items()} for one in (read, entry))
    assert {name: after.get(name) for name in before | after if before.get(name) != after.get(name)} == changed
    is_stale = fields.startswith("note = {To appear}")
    said = ["'key' has a year and its pages or volume, but its note says 'To appear'"] if is_stale else []
    assert [diagnostic.message for diagnostic in checked.diagnostics] == said
