"""Word documents of strangers: a zip whose names, links and fields lead elsewhere. Nothing there is read or written."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterable, Mapping

import pytest
import yaml
from pictures import gradient, saved
from word_source import word_document

from cvtex.diagnostics import Span
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.text.markup import read_markup
from cvtex.text.richtext import links

WORDS = "# Education\nPhD in Engines, Pond College, 2019\n# Awards\n- Golden Toad, 2020\n"
LINKS = (
    "javascript:alert(1)", "JAVASCRIPT:x", "vbscript:x", "data:text/html,x", "file:///CANARY", "file:CANARY",
    "\\\\host\\x", "//host/x", "../../CANARY", "/CANARY", "mailto:a@b.example?attach=/etc/passwd", "https://user:word@host.example/",
    "https://host.example/&quot;&gt;&lt;script&gt;", "ms-word:ofe|u|https://x", "java&#10;script:x",
)  # fmt: skip
FIELDS = (
    'INCLUDETEXT "CANARY"', 'INCLUDEPICTURE "CANARY" \\d', 'DDEAUTO c:\\\\cmd.exe "/c x"', 'HYPERLINK "file:///CANARY"',
    'HYPERLINK "javascript:x"', 'LINK Excel.Sheet.8 "CANARY"', "MACROBUTTON x y",
)  # fmt: skip
NAMES = (
    "../../owned",
    "/tmp/owned",
    "word/../../owned",
    "C:\\owned",
    "word\\..\\..\\owned",
    "con",
    "cv.yaml",
    "x" * 300,
)


def field_of(instruction: str) -> str:
    instruction = instruction.replace('"', "&quot;")
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>what it shows</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def picture_of(name: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1080000" cy="1440000"/>'
        f'<a:blip r:embed="{name}" r:link="{name}"/></wp:inline></w:drawing></w:r></w:p>'
    )


def relation(name: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="{name}" Type="t" Target="{target}" TargetMode="{mode}"/>'


def changed(
    data: bytes, change: Callable[[str, bytes], bytes] = lambda _, data: data, more: Iterable[tuple[str, bytes]] = ()
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more:
            new.writestr(name, content)
        # Zip files may hold links of a file system, for those who unpack them.
        link = zipfile.ZipInfo("word/media/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        new.writestr(link, "/etc/passwd")
    return file.getvalue()


def imported(data: bytes) -> Mapping[str, bytes]:
    """The files that an import writes; it asks for none."""

    def beside(name: str) -> bytes | None:
        raise AssertionError(name)

    found = import_files([SourceFile("cv.docx", data, beside)], owner="Ada Heron")
    assert found.value is not None, found.diagnostics
    return found.value.files


def test_links_and_fields_lead_nowhere_else() -> None:
    links = "".join(f"- See [page {number}](LINK{number}X) and more words\n" for number in range(len(LINKS)))

    def with_links(_: str, part: bytes) -> bytes:
        """The addresses as they stand in the file, with references of XML."""
        for number, link in enumerate(LINKS):
            part = part.replace(f"LINK{number}X".encode(), link.encode())
        return part

    files = imported(changed(word_document(WORDS + links + "\n".join(map(field_of, FIELDS))), with_links))
    cv = files["cv.yaml"].decode()
    assert "what it shows" in cv
    targets = targets_of(cv)
    assert sorted(targets) == [
        "https://host.example/%22%3E%3Cscript%3E",
        "https://user:word@host.example/",
        "mailto:a@b.example?attach=/etc/passwd",
    ]


def targets_of(cv: str) -> list[str]:
    """The targets of links in the markup of a CV."""
    texts: list[str] = []
    pending = [yaml.safe_load(cv)]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict | list):
            pending += value.values() if isinstance(value, dict) else value
    return [one.url for text in texts for one in links(read_markup(text, lambda _: Span("")).value)]


def test_names_in_a_package_are_no_paths() -> None:
    targets = ["../../../../../../../etc/passwd", "/etc/passwd", "../../canary.png", "file:///etc/passwd", *NAMES]
    relations = "".join(relation(f"p{number}", target) for number, target in enumerate(targets))
    relations += relation("q", "file:///etc/passwd", "External") + relation("link", "media/link.png")
    pictures = "\n".join(picture_of(name) for name in (*(f"p{one}" for one in range(len(targets))), "q", "link"))
    source = word_document(f"{WORDS}\n{pictures}\n=== relations\n{relations}")
    picture = saved(gradient(), "PNG")
    files = imported(changed(source, more=[(name, picture) for name in (*NAMES, "word/con")]))
    # A part of the package itself, whatever its name.
    assert {name: data for name, data in files.items() if not name.endswith((".yaml", ".md"))} == {"photo.png": picture}


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"])
@pytest.mark.parametrize("declared", ['SYSTEM "file:///etc/passwd"', '"text"'])
def test_entities_are_refused_in_each_part(part: str, declared: str) -> None:
    def with_entity(name: str, data: bytes) -> bytes:
        head = f"<!DOCTYPE x [<!ENTITY c {declared}>]>".encode()
        return head + data.replace(b"PhD", b"&c;") if name == part else data

    found = import_files([SourceFile("cv.docx", changed(word_document(WORDS), with_entity))], owner="Ada Heron")
    assert found.value is None
    assert f"the part {part} declares a document type" in found.diagnostics[0].message
