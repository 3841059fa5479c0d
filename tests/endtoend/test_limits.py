"""Page limits: the items chosen, the report, and the error where a limit cannot be met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from building import built
from printed import squeeze
from running import copy_of_sample, made_once, run_cvtex

from cvtex.build import loading
from cvtex.verify.docx import read_docx

LIMITED = {"2page": 2, "onepage": 1, "erc": 4}


@pytest.fixture(scope="session")
def limited(shared_folder: Path) -> Path:
    """The sample's variants with a page limit, and their reports."""

    def make(folder: Path) -> None:
        copy_of_sample(folder)
        for name in LIMITED:
            ran = run_cvtex(["build", "-V", name, "--engine", "embedded", "--report", f"{name}.json"], folder)
            assert (0, "") == (ran.exit_code, ran.errors)

    return made_once(shared_folder / "limited-sample", make)


@pytest.fixture(scope="session")
def reports(limited: Path) -> dict[str, dict[str, Any]]:
    return {name: json.loads((limited / f"{name}.json").read_bytes()) for name in LIMITED}


@pytest.mark.parametrize("name", LIMITED)
def test_the_limit_is_kept_and_the_pages_are_filled(limited: Path, reports: dict[str, Any], name: str) -> None:
    report = reports[name]
    pages = pypdf.PdfReader(limited / "build" / f"cv-{name}.pdf").pages
    assert len(pages) == len(report["pages"]) <= LIMITED[name]
    assert all(0.95 < page["fill"] <= 1 for page in report["pages"][:-1])
    assert report["value"]["is_optimal"]
    assert report["value"]["optimum"] == report["value"]["bound"]


@pytest.mark.parametrize("name", LIMITED)
def test_the_report_lists_printed_and_omitted_items(limited: Path, reports: dict[str, Any], name: str) -> None:
    report = reports[name]
    text = squeeze("".join(page.extract_text() for page in pypdf.PdfReader(limited / "build" / f"cv-{name}.pdf").pages))
    publications = [item for item in report["items"] if item["section"].startswith("publications")]
    assert publications
    for item in publications:
        assert squeeze(item["name"])[:40] in text
        assert 1 <= item["page"] <= LIMITED[name]
        assert item["height"] > 10
    gone = [item for item in report["left_out"] if item["id"].startswith("publications.")]
    assert gone
    assert not {item["id"] for item in gone} & {item["id"] for item in publications}
    assert len(gone) + len(publications) >= 50
    assert all(item["reason"] for item in report["left_out"])


def test_choices_by_hand_score_lower(limited: Path) -> None:
    """The solution scores higher than two choices that a person might make."""
    from cvtex.fit.problem import Problem, Solution

    fit = built(limited, "2page", epoch=None).fit
    assert fit is not None

    def worth(problem: Problem, chosen: dict[str, str]) -> list[int]:
        gains = [
            gain
            for node in problem.walk()
            for option in node.options
            if chosen.get(node.id) == option.name
            for gain in option.gains
        ]
        return [sum(points for tier, points in gains if tier == wanted) for wanted, _ in fit.solution.value]

    def without(solution: Solution, *ids: str) -> dict[str, str]:
        return {id_: form for id_, form in solution.chosen.items() if not id_.startswith(ids)}

    best = worth(fit.problem, dict(fit.solution.chosen))
    assert best == [points for _, points in fit.solution.value]
    # Without projects, or without patents and awards.
    for worse in (without(fit.solution, "projects."), without(fit.solution, "patents.", "awards.")):
        assert worth(fit.problem, worse) < best


def test_the_chosen_forms_are_printed(reports: dict[str, Any]) -> None:
    short = [item["id"] for name in LIMITED for item in reports[name]["items"] if item["form"] == "short"]
    assert short
    assert "2page" in LIMITED
    assert not [item for item in reports["2page"]["items"] if item["form"] == "short"]


@pytest.mark.slow
def test_explain(limited: Path, reports: dict[str, Any]) -> None:
    from cvtex.reports.explanation import explanation, matching

    result = built(limited, "2page", epoch=None)
    cv = loading.load(limited / "cv.yaml").cv
    assert cv is not None
    printed = run_cvtex(["explain", "bach2015pixelwise", "-V", "2page", "--engine", "embedded"], limited)
    assert 0 == printed.exit_code
    assert "(publications.bach2015pixelwise, publications.bib:" in printed.output
    assert "printed in full, on page 2" in printed.output
    assert "  priority must; worth " in printed.output
    gone = next(
        item for item in reports["2page"]["left_out"] if item["reason"] == "no room" and ".points." not in item["id"]
    )
    room = "\n".join(explanation(result, cv, gone["id"]))
    assert "left out: no room" in room
    assert "with its headings and gaps; free at the foot of the pages: " in room
    assert "the cheapest swap: omit " in room
    (limit,) = matching(result, cv, "schwenk2014detecting")
    assert "left out: at most 10 in 'publications'" in "\n".join(explanation(result, cv, limit))


@pytest.mark.parametrize("name", ["prizes", "Prizes", "preise"])
def test_a_section_is_explained_by_its_id_or_title(name: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\n"
        "sections:\n"
        "  prizes:\n"
        "    kind: awards\n"
        "    title: {en: Prizes, de: Preise}\n"
        "    items: [{title: A}, {title: B}, {title: C}]\n"
        "variants: {full: {sections: [{section: prizes, max: 2}]}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["explain", name, "--engine", "embedded"], tmp_path)
    assert ran.output.splitlines() == [
        "Prizes (prizes, cv.yaml:3:3): 2 of 3 items printed, on page 1",
        "  worth of a line: awards 1.20 × section 1 of 1 × ...; higher priorities come first",
        "   0.71  printed   A (prizes.0): kept as best of its section; no date 0.59 × rank 1",
        "   0.65  printed   B (prizes.1): no date 0.59 × rank 2 0.92",
        "   0.60  left out  C (prizes.2): at most 2 in 'prizes'; no date 0.59 × rank 3 0.84",
    ]


LEFT_OUT = """
owner: {name: Ada Example}
date: 2026-11
sections:
  talks:
    kind: talks
    title: Talks
    groups:
      - {title: Keynotes, items: [{title: A talk, date: 2026}, {title: Old talk, date: 1999}]}
      - {title: Seminars, only: full, items: [{title: Another, date: 2025}]}
  prizes: {kind: awards, title: Prizes, only: full, items: [{title: Medal}]}
  notes: {kind: text, title: Notes, text: A note.}
variants: {full: {}, brief: {sections: [{section: talks, since: 2000}, prizes]}}
"""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("seminars", ["Seminars (talks.groups.1, cv.yaml:10:9): left out: only for full"]),
        ("Prizes", ["Prizes (prizes, cv.yaml:11:3): left out: only for full"]),
        ("notes", ["Notes (notes, cv.yaml:12:3): left out: the variant 'brief' does not name it under 'sections'"]),
        (
            "talks",
            [
                "Talks (talks, cv.yaml:5:3): 1 of 3 items printed, on page 1",
                "  left out: Old talk (talks.groups.0.items.1): before 2000",
                "  left out: Seminars (talks.groups.1): only for full",
                "  left out: Another (talks.groups.1.items.0): only for full",
            ],
        ),
    ],
)
def test_what_rules_leave_out_is_explained(name: str, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(LEFT_OUT, encoding="utf-8")
    ran = run_cvtex(["explain", name, "-V", "brief", "--engine", "embedded"], tmp_path)
    assert ran.output.splitlines() == lines


def test_a_name_that_is_not_an_item_is_not_explained(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections: {a: {kind: text, title: A, text: a}}\n", encoding="utf-8"
    )
    rule = run_cvtex(["explain", "talks.0", "-V", "full", "--engine", "embedded"], tmp_path)
    assert 2 == rule.exit_code
    assert "no item 'talks.0' in the variant 'full'" in rule.errors


def test_diff_lists_changes_since_a_report(sources: Path, reports: dict[str, Any]) -> None:
    (sources / "old.json").write_text(json.dumps(reports["2page"]), encoding="utf-8")
    text = (sources / "cv.yaml").read_text(encoding="utf-8")
    (sources / "cv.yaml").write_text(text.replace("    pages: 2 ", "    pages: 1 "), encoding="utf-8")
    ran = run_cvtex(["build", "-V", "2page", "--engine", "embedded", "--diff", "old.json"], sources)
    assert 0 == ran.exit_code
    assert "since then: " in ran.output
    assert "  went: " in ran.output
    (sources / "other.json").write_text("{}", encoding="utf-8")
    assert 2 == run_cvtex(["build", "-V", "2page", "--diff", "other.json"], sources).exit_code
    assert 2 == run_cvtex(["build", "--all", "--report", "r.json"], sources).exit_code


@pytest.mark.slow
def test_a_limit_that_cannot_be_met_keeps_the_last_good_pdf(sources: Path) -> None:
    assert 0 == run_cvtex(["build", "-V", "2page", "--engine", "embedded"], sources).exit_code
    pdf = sources / "build" / "cv-2page.pdf"
    before = pdf.read_bytes()
    text = (sources / "cv.yaml").read_text(encoding="utf-8")
    text = text.replace("    kind: publications\n", "    kind: publications\n    item_priority: must\n")
    text = text.replace("        max: 10\n", "")
    text = text[: text.index("    priority:  ")] + text[text.index("variants:") :]
    (sources / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "-V", "2page", "--engine", "embedded"], sources)
    assert 4 == ran.exit_code
    assert "cvtex: error: the items that must be printed need " in ran.errors
    assert "lines more than 2 pages can hold" in ran.errors
    assert "the cheapest way out: lower '" in ran.errors
    assert before == pdf.read_bytes()


FORM = """
owner: {name: Ada Example}
sections:
  profile: {kind: text, text: "one two three four"}
variants:
  v: {profile: form}
"""
RULES = """
title: A form
funder: Somebody
version: "1"
checked: 2026-11-22
source: [nowhere]
form: the web form
parts: {profile: {title: Academic Profile, kinds: [text], most_words: 3}}
"""


def test_a_web_form_gets_texts_instead_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "cv.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "profiles" / "form.yaml").write_text(RULES, encoding="utf-8")
    ran = run_cvtex(["build"], tmp_path)
    assert 4 == ran.exit_code
    assert "cv.yaml:4:3: error: 'Academic Profile' has 4 words, 1 more than the limit of 3" in ran.errors
    assert not (tmp_path / "build").exists()
    (tmp_path / "profiles" / "form.yaml").write_text(RULES.replace("most_words: 3", "most_words: 4"), encoding="utf-8")
    ran = run_cvtex(["build"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "cv-v.txt: texts for the funder's form, no PDF" in ran.output
    expected = (
        "A form (1)\nfor the web form\n\n== Academic Profile ==\n"
        "words: 4 of 4 | characters: 18 (with spaces)\n\none two three four\n"
    )
    assert (tmp_path / "build" / "cv-v.txt").read_text(encoding="utf-8") == expected


def test_any_variant_can_be_written_as_text(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(FORM.replace("{profile: form}", "{pages: 1}"), encoding="utf-8")
    ran = run_cvtex(["build", "--format", "text"], tmp_path)
    assert (0, "", "build/cv-v.txt") == (ran.exit_code, ran.errors, ran.output.strip().replace("\\", "/"))
    assert (tmp_path / "build" / "cv-v.txt").read_text(encoding="utf-8") == (
        "Ada Example\n===========\n\none two three four\n"
    )


@pytest.mark.parametrize(
    ("limit", "remark"),
    [("pages: 1", "chosen to fit 1 page of the PDF; Word may need more"), ("", "Word decides on its pages")],
)
def test_word_promises_no_number_of_pages(limit: str, remark: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(FORM.replace("profile: form", limit), encoding="utf-8")
    ran = run_cvtex(["build", "--format", "docx"], tmp_path)
    line = f"build/cv-v.docx: {remark}"
    assert (0, "", line) == (ran.exit_code, ran.errors, ran.output.strip().replace("\\", "/"))
    read = read_docx((tmp_path / "build" / "cv-v.docx").read_bytes())
    assert read.text.split() == ["Ada", "Example", "one", "two", "three", "four"]


def test_profiles_are_listed_and_shown(tmp_path: Path) -> None:
    listed = run_cvtex(["profiles"], tmp_path)
    assert (0, "") == (listed.exit_code, listed.errors)
    assert "dfg " in listed.output
    shown = run_cvtex(["profiles", "dfg"], tmp_path)
    assert "fonts: Arial" in shown.output.splitlines()
    assert "at most 10 publications of category A" in shown.output.splitlines()
    unknown = run_cvtex(["profiles", "dgf"], tmp_path)
    assert (1, "cvtex: error: unknown profile 'dgf' (did you mean 'dfg'?)") == (
        unknown.exit_code,
        unknown.errors.strip(),
    )


@pytest.mark.slow
def test_any_pdf_can_be_checked(sample: Path, limited: Path) -> None:
    good = run_cvtex(["check", "--profile", "erc", limited / "build" / "cv-erc.pdf"], sample)
    assert (0, "") == (good.exit_code, good.errors)
    assert "complies with all rules of ERC Starting Grant" in good.output
    bad = run_cvtex(["check", "--profile", "erc", "build/cv-full.pdf"], sample)
    assert 4 == bad.exit_code
    assert "8 pages, at most 4 are allowed" in bad.errors
    assert 2 == run_cvtex(["check", "--profile", "erc", "cv.yaml"], sample).exit_code
    assert 1 == run_cvtex(["check", "--profile", "erc", "none.pdf"], sample).exit_code


FORBIDDEN = """
owner: {name: Ada Example}
sections:
  bio: {kind: text, title: Bio, text: "My h-index is 40."}
  work: {kind: list, title: Work, items: [{text: A line, id: a, requires: [b]}, {text: Another, id: b}]}
variants:
  v: {profile: grant-2page}
"""


@pytest.mark.slow
def test_forbidden_words_are_reported_at_their_place_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(FORBIDDEN, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert 4 == ran.exit_code
    assert "cv.yaml:4:39: error: 'h-index': no h-index is allowed" in ran.errors
    # The draft shows its author where the word stands.
    assert ["cv-v.draft.pdf"] == [path.name for path in (tmp_path / "build").iterdir()]


def test_unknown_names_in_requires_are_errors(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        FORBIDDEN.replace("requires: [b]", "requires: [c]").replace("id: b", "id: bb"), encoding="utf-8"
    )
    ran = run_cvtex(["check"], tmp_path)
    assert 1 == ran.exit_code
    assert "no item has the id 'c'" in ran.errors


@pytest.mark.slow
def test_cached_heights_change_only_the_number_of_tex_runs(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cold and warm builds give the same bytes, also after an edit. A warm build runs TeX once."""
    from cvtex.typeset.formats import run_with_format

    runs: list[bool] = []

    def counted(*arguments: Any, **options: Any) -> Any:
        runs.append(True)
        return run_with_format(*arguments, **options)

    monkeypatch.setattr("cvtex.build.typesetter.run_with_format", counted)

    def build(cache: Path | None) -> tuple[bytes | None, int]:
        runs.clear()
        return built(sources, "2page", environment={}, cache=cache).pdf, len(runs)

    cache = tmp_path / "heights"
    cold = build(None)
    assert cold[0] is not None
    assert cold[1] == 2
    assert build(cache) == cold
    assert build(cache) == (cold[0], 1)
    text = (sources / "cv.yaml").read_text(encoding="utf-8")
    (sources / "cv.yaml").write_text(
        text.replace("title: Hugo-Geiger-Prize", "title: The Hugo-Geiger-Prize of Fraunhofer"),
        encoding="utf-8",
    )
    edited = build(None)
    assert edited[0] != cold[0]
    # One pass to measure the new block, one for the pages.
    assert build(cache) == edited
    assert build(cache) == (edited[0], 1)


def test_a_paragraph_breaks_where_the_solver_put_the_page_ends(tmp_path: Path) -> None:
    """A paragraph longer than a page: each line is printed once, in order, and TeX's pages are those of the solver."""
    words = " ".join(f"word{number:04d}" for number in range(2200))
    text = (
        "owner: {name: Ada Example}\n"
        f"sections: {{a: {{kind: text, title: A, text: '{words}'}}}}\n"
        "variants: {v: {pages: 5}}\n"
    )
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded", "--keep-tex"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
    pages = pypdf.PdfReader(tmp_path / "build" / "cv-v.pdf").pages
    assert len(pages) == 5
    found = [word for page in pages for word in page.extract_text().split() if word.startswith("word")]
    assert found == words.split()
    tex = (tmp_path / "build" / "cv-v.tex").read_text(encoding="utf-8")
    assert "\\cvsplit{" in tex


@pytest.mark.slow
def test_a_required_family_is_replaced_by_one_with_its_metrics(tmp_path: Path) -> None:
    """Funders require Arial; Arimo has its metrics."""
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections: {a: {kind: text, title: A, text: A *sloped* **word**.}}\n"
        "variants: {v: {font: arial}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert 0 == ran.exit_code, ran.errors
    (pdf,) = (tmp_path / "build").glob("*.pdf")
    fonts = {name for page in pypdf.PdfReader(pdf).pages for name in fonts_of(page)}
    assert {"Arimo-Regular", "Arimo-Bold"} <= fonts
    assert not [font for font in fonts if font.startswith(("Charter", "SourceSans"))]


def fonts_of(page: Any) -> set[str]:
    """Return the PostScript names of a page's fonts, without subset tags."""
    found = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2] for font in found if "/BaseFont" in font}


@pytest.mark.slow
def test_a_required_family_without_a_metric_compatible_font_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections: {a: {kind: text, title: A, text: a}}\nvariants: {v: {font: times}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    if ran.exit_code == 0:
        pytest.skip("the system has a font with the metrics of Times")
    assert 3 == ran.exit_code
    assert "embedded: it has no font with the metrics of Times, which the profile demands" in ran.errors
    assert (
        "put the files of Liberation Serif, Tinos or TeX Gyre Termes into a folder fonts/ beside the CV" in ran.errors
    )


@pytest.mark.parametrize(
    ("silence", "message"),
    [
        (r"\let\wlog\@gobble", "the theme writes no measures into the log"),
        (
            r"\let\cvlog\wlog\let\wlog\@gobble\g@addto@macro\cvmeasuring{\let\wlog\cvlog}",
            "the theme writes no heights of pages into the log",
        ),
    ],
)
@pytest.mark.slow
def test_a_theme_that_logs_no_measures_is_an_error(tmp_path: Path, silence: str, message: str) -> None:
    theme = tmp_path / "styles" / "themes" / "cvtex-quiet.sty"
    theme.parent.mkdir(parents=True)
    theme.write_text(rf"\RequirePackage{{cvtex-classic}}\AtBeginDocument{{{silence}}}", encoding="utf-8")
    (tmp_path / "cv.yaml").write_text(FORM.replace("profile: form", "pages: 1, theme: quiet"), encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert f"cvtex: error: {message} (load cvtex.sty, and keep its \\wlog lines)" in ran.errors
    assert ran.exit_code in (3, 4)


# Higher than any page.
LONG = "word " * 1200


def test_a_section_that_is_left_out_as_a_whole_is_named(tmp_path: Path) -> None:
    talks = "".join(f"      - {{title: Talk {n}, event: Pond Days, date: 2024}}\n" for n in range(70))
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\n"
        f"sections:\n  talks:\n    kind: talks\n    title: Talks\n    items:\n{talks}"
        f"  prizes: {{kind: text, title: Prizes, text: {LONG}}}\n"
        "  hobbies: {kind: list, title: Hobbies, item_priority: low, items: [Chess]}\n"
        "variants: {brief: {pages: 1}}\n",
        encoding="utf-8",
    )
    ran = run_cvtex(["build"], tmp_path)
    assert ran.exit_code == 0
    # Hobbies were marked as unimportant.
    assert [line for line in ran.errors.splitlines() if "warning" in line] == [
        "cv.yaml:77:3: warning: the whole section 'Prizes' is left out for room"
    ]


def test_many_sections_that_are_left_out_are_named_in_one_message(tmp_path: Path) -> None:
    talks = "".join(f"      - {{title: Talk {n}, event: Pond Days, date: 2024}}\n" for n in range(70))
    sections = "".join(f"  s{n}: {{kind: text, title: Prizes {n}, text: {LONG}}}\n" for n in range(4))
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\n"
        f"sections:\n  talks:\n    kind: talks\n    title: Talks\n    items:\n{talks}{sections}"
        "variants: {brief: {pages: 1}}\n",
        encoding="utf-8",
    )
    warnings = [line for line in run_cvtex(["build"], tmp_path).errors.splitlines() if "warning" in line]
    assert warnings == [
        "cv.yaml:77:3: warning: 4 whole sections are left out for room: 'Prizes 0', 'Prizes 1', 'Prizes 2', 'Prizes 3'"
    ]
