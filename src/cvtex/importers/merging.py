"""Several imports -> one: the first that knows a thing of the owner decides; sections are put together.

A work that several sources have is there once: what a .bib file has is kept, else the first, with the fields of all.
The program's own rules tell which works are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.check.same_work import find_same_works
from cvtex.cite.dialect import normalise
from cvtex.importers.bib_file import written_works
from cvtex.importers.imported import Imported, ImportedFile, ImportedWork, Tree
from cvtex.model.bibliography import Entry
from cvtex.read.bib import read_bibliography_files
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, replace

_OWN: Final = "imported works"


class Merged(Value):
    """`repeated`: texts in which the words of works that are left out stand."""

    imported: Imported
    repeated: tuple[str, ...] = ()


def merged(imports: Iterable[Imported]) -> Merged:
    found = list(imports)
    files = tuple(one for each in found for one in each.bibliographies)
    works = [work for each in found for work in each.works]
    kept = _once(works, files) if len(found) > 1 else _Kept(tuple(works))
    together = Imported(
        tuple(one for each in found for one in each.said),
        owner=_first_of([each.owner for each in found]),
        language=next((each.language for each in found if each.language), ""),
        design=_first_of([each.design for each in found]),
        sections=tuple(section for each in found for section in each.sections),
        works=kept.works,
        photo=next((each.photo for each in found if each.photo), None),
        bibliographies=files,
        guesses=tuple(guess for each in found for guess in each.guesses),
    )
    return Merged(together, kept.repeated)


class _Kept(Value):
    works: tuple[ImportedWork, ...]
    repeated: tuple[str, ...] = ()


def _once(works: list[ImportedWork], files: Iterable[ImportedFile]) -> _Kept:
    """Each work is written as an entry of a key of its own, so that the rules for .bib files tell what is the same."""
    keyed = {f"imported-{number}": replace(work, key=f"imported-{number}") for number, work in enumerate(works)}
    data = [(one.name, one.data) for one in files]
    read = read_bibliography_files([*data, (_OWN, written_works(keyed.values()).encode())])
    entries = normalise(read.value, (), own_types=()).value
    by_key = {entry.key: entry for entry in entries.entries}
    repeated: list[str] = []
    for pair in find_same_works(entries):
        if pair.kind == "preprint" or not ({pair.other.key, pair.kept.key} & keyed.keys()):
            continue
        other, kept = keyed.get(pair.other.key), keyed.get(pair.kept.key)
        if other is None:
            # A .bib file stays as it is: the imported work is the one that goes.
            del keyed[pair.kept.key]
            repeated.append(_words(by_key[pair.other.key]))
            continue
        del keyed[pair.other.key]
        if kept is not None:
            keyed[pair.kept.key] = _completed(kept, other)
        repeated.append(written_works([kept]) if kept is not None else _words(by_key[pair.kept.key]))
    numbers = {f"imported-{number}": work.key for number, work in enumerate(works)}
    return _Kept(tuple(replace(work, key=numbers[key]) for key, work in keyed.items()), tuple(repeated))


def _completed(kept: ImportedWork, other: ImportedWork) -> ImportedWork:
    """With the fields that only the other has."""
    more = {name: text for name, text in other.fields.items() if name not in kept.fields}
    fields = {**kept.fields, **more}
    first = {name: fields.pop(name) for name in ("author", "editor") if name in fields}
    return replace(kept, fields={**first, **fields}, tex=kept.tex | (other.tex & more.keys()))


def _words(entry: Entry) -> str:
    return " ".join(tex_to_plain(field.tex) for field in entry.fields.values())


def _first_of(mappings: Iterable[Mapping[str, Tree]]) -> Mapping[str, Tree]:
    result: dict[str, Tree] = {}
    for mapping in mappings:
        for name, tree in mapping.items():
            there = result.get(name)
            if isinstance(there, Mapping) and isinstance(tree, Mapping):
                result[name] = _first_of([there, tree])
            elif not there:
                result[name] = tree
    return result
