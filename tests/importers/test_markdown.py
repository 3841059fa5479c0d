"""CVs as Markdown and as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import built

from cvtex.check.cv import check_cv
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import ImportedFiles, import_files
from cvtex.importers.sources import recognised
from cvtex.read.yaml import read_yaml

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "cv.md"


def imported(data: bytes) -> ImportedFiles:
    found = import_files([SourceFile("cv.md", data)])
    assert found.value is not None, found.diagnostics
    node = read_yaml("cv.yaml", found.value.files["cv.yaml"]).value
    assert node is not None
    assert [one for one in check_cv(node).diagnostics if one.is_error] == []
    return found.value


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "variant"), [(".", "full"), ("examples/professor", "full"), ("examples/humanities", "deutsch")]
)
def test_markdown_that_the_program_writes_comes_back(folder: str, variant: str) -> None:
    """Each section has the same name, if not always the same kind."""
    result = built(ROOT / folder, variant, formats=("md",))
    (output,) = result.outputs
    assert output.data is not None
    found = imported(output.data)
    assert found.coverage.share > 0.99
    text = output.data.decode()
    titles = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert [title for title in titles if f"title: {title}" not in found.files["cv.yaml"].decode()] == []


@pytest.mark.skipif(not SEED.exists(), reason="the shared inputs are not beside the project")
def test_a_real_cv_as_text() -> None:
    found = imported(SEED.read_bytes())
    cv = found.files["cv.yaml"].decode()
    assert found.coverage.share > 0.99
    assert len(found.imported.works) >= 50
    assert "  name: Sebastian Lapuschkin\n  former_names:\n    - Sebastian Bach\n" in cv
    kinds = {section.kind for section in found.imported.sections}
    assert {"text", "positions", "education", "projects", "skills", "awards", "talks", "publications"} <= kinds
    (positions,) = (one for one in found.imported.sections if one.kind == "positions")
    roles = [item["roles"] for item in positions.items]
    assert [len(one) for one in roles if isinstance(one, tuple)] == [3, 3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Ada\n\n## Education\n\nPhD, 2012\n\n## Skills\n\n- R\n", "markdown"),
        ("Ada\n\nEDUCATION:\nPhD, 2012\n\n* Work experience *\nLecturer, 2015\n", "markdown"),
        # One title alone is a list of works with a heading.
        ("Publications\n\nMarsh A, Other B (2020). Reeds that whistle. Reed Letters 2:1-9.\n", "pasted"),
        ("Dear all,\n\nwe met about education and had no skills.\n", None),
    ],
)
def test_text_is_a_cv_if_it_has_the_titles_of_several_sections(text: str, kind: str | None) -> None:
    assert recognised(text.encode()) == kind


@pytest.mark.parametrize(
    "text",
    [
        "name: Ilse Harnisch\neducation:\n  - school: Ravensmoor\n    from: 2011\nawards:\n  - Fern Medal\n",
        "# A CV of one's own\nEducation:\n- PhD: 2011\nPublications:\n- title: On moss\n  year: 2019\n",
        '{"name": "Ilse Harnisch", "Education": [{"type": "school", "title": "Ravensmoor"}], "Awards": ["Fern Medal"]}',
        '[\n{"Education":\n"PhD"},\n{"Awards":\n"Fern Medal"}]',
        '<?xml version="1.0"?>\n<cv>\nEducation\nAwards\nPublications\n</cv>',
    ],
    ids=["yaml", "yaml with titles", "json", "list", "xml"],
)
def test_fields_of_an_unknown_format_are_no_text(text: str) -> None:
    assert recognised(text.encode()) is None
