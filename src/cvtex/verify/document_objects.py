"""The objects of any PDF -> what it says of itself, its links and its structure tree. Through pypdf."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cvtex.value import Value
from cvtex.verify.glyphs import MOST_PAGES
from cvtex.verify.object_values import BROKEN, Damage, dictionary, entry, listed, resolved, said
from cvtex.verify.pdf import UnreadablePdfError
from cvtex.verify.tree_objects import Kid, read_tree

_MOST_LINKS: Final = 20_000
_MOST_METADATA: Final = 100_000


class LinkObject(Value):
    """A link annotation; `number` is that of its object, None if it has none; `address` is empty within the document."""

    page: int
    number: int | None
    address: str
    description: str


class DocumentObjects(Value):
    """`tree` is what stands at the top, None in a document that is not tagged. `damage` tells what cannot be read."""

    title: str
    shows_title: bool
    language: str
    tree: tuple[Kid, ...] | None
    links: tuple[LinkObject, ...]
    damage: tuple[str, ...]


def read_objects(data: bytes) -> DocumentObjects:
    """Raises `UnreadablePdfError`."""
    reader = _opened(data)
    root = dictionary(reader.root_object)
    damage = Damage()
    pages = _pages(reader, damage)
    numbers = {
        page.indirect_reference.idnum: number for number, page in pages.items() if page.indirect_reference is not None
    }
    tree = read_tree(root, numbers, damage)
    preferences = dictionary(entry(root, "/ViewerPreferences"))
    shown = entry(preferences, "/DisplayDocTitle")
    return DocumentObjects(
        title=_title(reader, root, damage),
        shows_title=bool(getattr(shown, "value", shown)),
        language=said(root, "/Lang") or "",
        tree=tree,
        links=tuple(_links(pages, damage)),
        damage=tuple(damage.found),
    )


def _opened(data: bytes) -> Any:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        # It is looked for when it is asked for.
        _ = reader.root_object
    except (PyPdfError, *BROKEN) as problem:
        raise UnreadablePdfError(f"its structure is broken ({type(problem).__name__})") from problem
    if is_locked:
        raise UnreadablePdfError("a password protects it")
    return reader


def _pages(reader: Any, damage: Damage) -> dict[int, Any]:
    from pypdf.errors import PyPdfError

    found: dict[int, Any] = {}
    try:
        for number, page in enumerate(reader.pages, 1):
            if number > MOST_PAGES:
                break
            found[number] = page
    except (PyPdfError, *BROKEN):
        damage.tell("the list of pages is broken")
    return found


def _title(reader: Any, root: Any, damage: Damage) -> str:
    """That of the information dictionary, or else that of the XMP metadata."""
    from pypdf.errors import PyPdfError

    try:
        metadata = reader.metadata
        if metadata is not None and metadata.title:
            return str(metadata.title).strip()
        stream = entry(root, "/Metadata")
        xmp = stream.get_data()[:_MOST_METADATA] if hasattr(stream, "get_data") else b""
    except (PyPdfError, *BROKEN):
        damage.tell("the metadata are broken")
        return ""
    found = re.search(rb"<dc:title\b[^>]*>.{0,400}?<rdf:li\b[^>]*>([^<]{1,2000})</rdf:li>", xmp, re.DOTALL)
    return found[1].decode("utf-8", "replace").strip() if found else ""


def _links(pages: Mapping[int, Any], damage: Damage) -> Iterator[LinkObject]:
    from pypdf.errors import PyPdfError

    room = _MOST_LINKS
    for number, page in pages.items():
        try:
            references = listed(entry(page, "/Annots"))
            for reference in references[:room]:
                annotation = dictionary(resolved(reference))
                if entry(annotation, "/Subtype") != "/Link":
                    continue
                address = said(dictionary(entry(annotation, "/A")), "/URI") or ""
                yield LinkObject(
                    number, getattr(reference, "idnum", None), address, said(annotation, "/Contents") or ""
                )
            room -= len(references[:room])
        except (PyPdfError, *BROKEN):
            damage.tell(f"the annotations of page {number} are broken")
