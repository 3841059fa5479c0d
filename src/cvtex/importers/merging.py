"""Several imports -> one: the first that knows a thing of the owner decides; sections are put together.

A work that several sources have is there once: what a .bib file has is kept, else the first, with the fields of all.
The program's own rules tell which works are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cvtex.check.same_work import find_same_works
from cvtex.cite.dialect import normalise
from cvtex.cite.owner import spelling
from cvtex.cite.people import Person
from cvtex.diagnostics import Diagnostic, warning
from cvtex.importers.bib_file import keys_of, written_works
from cvtex.importers.coverage import equal_words
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, ImportedWork, Tree, spans_of, texts_of
from cvtex.importers.joined_sections import joined_sections
from cvtex.model.bibliography import Entry
from cvtex.read.bib import read_bibliography_files
from cvtex.text.names import read_name
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, replace

_OWN: Final = "imported works"
# Fields that say the same thing: one source decides alone.
_SAME: Final = (frozenset({"date", "year", "month"}), frozenset({"journal", "journaltitle", "booktitle"}))
_OTHERS: Final = "Other Publications"


class Merged(Value):
    """`repeated`: texts that other texts say, and which are left out. `guesses`: about the sources together."""

    imported: Imported
    repeated: tuple[str, ...] = ()
    guesses: tuple[Diagnostic, ...] = ()


def merged(imports: Sequence[Imported]) -> Merged:
    if len(imports) == 1:
        return Merged(imports[0])
    files = tuple(one for each in imports for one in each.bibliographies)
    kept = works_once([work for each in imports for work in each.works], files)
    counts = iter(kept.keys)
    sources = [_with_keys(each, [next(counts) for _ in each.works]) for each in imports]
    joined = joined_sections(sources, equal_words([each.language or "en" for each in imports]))
    names = _names(imports)
    together = Imported(
        tuple(one for each in imports for one in each.said),
        owner=_first_of([names.owner, *(each.owner for each in imports)]),
        language=next((each.language for each in imports if each.language), ""),
        design=_first_of([each.design for each in imports]),
        sections=tuple(_with_others(joined.sections, kept.works, has_files=bool(files))),
        works=kept.works,
        photo=next((each.photo for each in imports if each.photo), None),
        bibliographies=files,
    )
    return Merged(together, (*kept.repeated, *joined.repeated, *names.repeated), names.guesses)


class _Names(Value):
    """The owner's other names, and names that are the owner's in another spelling."""

    owner: Mapping[str, Tree]
    repeated: tuple[str, ...] = ()
    guesses: tuple[Diagnostic, ...] = ()


def _names(imports: Iterable[Imported]) -> _Names:
    """Each source is about the same person, whatever name it has."""
    names = [name for each in imports if (name := each.owner.get("name"))]
    if not names:
        return _Names({})
    first = read_name(_text(names[0]))
    others: list[Tree] = [one for each in imports for one in _list(each.owner.get("other_names"))]
    repeated: list[str] = []
    guesses: list[Diagnostic] = []
    for name in names[1:]:
        other = read_name(_text(name))
        if first and other and spelling(Person(tuple(other.given.split()), other.family, other.particle), first):
            repeated += texts_of(name)
        elif _text(name) not in map(_text, others):
            others.append(name)
            message = f"'{_text(name)}' was taken as another name of {_text(names[0])}"
            guesses.append(
                warning(message, next(spans_of(name), None), "if it is somebody else, delete it in other_names")
            )
    return _Names(
        {"name": names[0]} | ({"other_names": tuple(others)} if others else {}), tuple(repeated), tuple(guesses)
    )


def _list(tree: Tree | None) -> tuple[Tree, ...]:
    return tree if isinstance(tree, tuple) else (tree,) if tree else ()


def _text(name: Tree) -> str:
    return " ".join(texts_of(name))


class KeptWorks(Value):
    """`keys`: of each work, in order, the key of the entry that prints it."""

    works: tuple[ImportedWork, ...]
    keys: tuple[str, ...]
    repeated: tuple[str, ...] = ()


def works_once(works: Sequence[ImportedWork], files: Iterable[ImportedFile]) -> KeptWorks:
    """Each work is written as an entry of a key of its own, so that the rules for .bib files tell what is the same."""
    names = [f"imported-{number}" for number in range(len(works))]
    keyed = {name: replace(work, key=name) for name, work in zip(names, works, strict=True)}
    data = [(one.name, one.data) for one in files]
    read = read_bibliography_files([*data, (_OWN, written_works(keyed.values()).encode())])
    entries = normalise(read.value, (), own_types=()).value
    by_key = {entry.key: entry for entry in entries.entries}
    instead: dict[str, str] = {}
    repeated: list[str] = []
    said: dict[frozenset[tuple[str, str]], str] = {}
    for entry in entries.entries:
        same = said.setdefault(_content(entry), entry.key)
        if same != entry.key and entry.key in keyed:
            # Whatever it is: it says the same in all fields.
            instead[entry.key] = same
            repeated += [_words(entry), keyed.pop(entry.key).joints]
    for pair in find_same_works(replace(entries, entries=[one for one in entries.entries if one.key not in instead])):
        if pair.kind == "preprint" or not ({pair.other.key, pair.kept.key} & keyed.keys()):
            continue
        other, kept = keyed.get(pair.other.key), keyed.get(pair.kept.key)
        if other is None:
            # A .bib file stays as it is: the imported work is the one that goes.
            kept = keyed.pop(pair.kept.key)
            instead[pair.kept.key] = pair.other.key
            repeated += [_words(by_key[pair.other.key]), kept.joints]
            continue
        del keyed[pair.other.key]
        instead[pair.other.key] = pair.kept.key
        if kept is not None:
            keyed[pair.kept.key] = _completed(kept, other)
        repeated += [_words(by_key[pair.kept.key]), other.joints]
    own = dict(zip(names, works, strict=True))
    left = [replace(work, key=own[name].key) for name, work in keyed.items()]
    final = dict(zip(keyed, keys_of(left, by_key.keys() - {*names}), strict=True))
    return KeptWorks(
        tuple(replace(work, key=key) for work, key in zip(left, final.values(), strict=True)),
        tuple(final.get(name, name) for name in (_last(name, instead) for name in names)),
        tuple(repeated),
    )


def _last(key: str, instead: Mapping[str, str]) -> str:
    while key in instead:
        key = instead[key]
    return key


def _with_keys(imported: Imported, keys: Sequence[str]) -> tuple[ImportedSection, ...]:
    """The sections of a source, whose groups name works by key, with the keys that the works have now."""
    new = {old: key for old, key in zip(keys_of(imported.works), keys, strict=True) if old != key}
    return tuple(
        replace(one, settings=_renamed(one.settings, new)) if one.kind == "publications" and new else one
        for one in imported.sections
    )


def _with_others(
    sections: Sequence[ImportedSection], works: Iterable[ImportedWork], *, has_files: bool
) -> Iterator[ImportedSection]:
    """A group for the works that no group names, if all groups name theirs."""
    last = max((number for number, one in enumerate(sections) if one.kind == "publications"), default=-1)
    groups = [group for one in sections if one.kind == "publications" for group in _list(one.settings.get("groups"))]
    is_named = last >= 0 and all(_keys(one) for one in groups)
    is_named = is_named and all(one.settings.get("groups") for one in sections if one.kind == "publications")
    named = {key for group in groups for key in _keys(group)}
    has_others = has_files or any(work.key not in named for work in works)
    for number, one in enumerate(sections):
        if number == last and is_named and has_others:
            more = (*_list(one.settings.get("groups")), {"title": _OTHERS})
            yield replace(one, settings={**one.settings, "groups": more})
        else:
            yield one


def _keys(group: Tree) -> tuple[Tree, ...]:
    keys = group.get("keys") if isinstance(group, Mapping) else None
    return keys if isinstance(keys, tuple) else ()


def _renamed(settings: Mapping[str, Tree], new: Mapping[str, str]) -> Mapping[str, Tree]:
    groups = settings.get("groups")
    if not isinstance(groups, tuple):
        return settings
    return {**settings, "groups": tuple(_group(one, new) if isinstance(one, Mapping) else one for one in groups)}


def _group(group: Mapping[str, Tree], new: Mapping[str, str]) -> Mapping[str, Tree]:
    keys = group.get("keys")
    if not isinstance(keys, tuple):
        return group
    # Two works that are the same have one key.
    return {**group, "keys": tuple(dict.fromkeys(new.get(one, one) if isinstance(one, str) else one for one in keys))}


def _completed(kept: ImportedWork, other: ImportedWork) -> ImportedWork:
    """With the fields that only the other has."""
    known = {name for fields in _SAME if fields & kept.fields.keys() for name in fields} | kept.fields.keys()
    more = {name: text for name, text in other.fields.items() if name not in known}
    fields = {**kept.fields, **more}
    first = {name: fields.pop(name) for name in ("author", "editor") if name in fields}
    return replace(kept, fields={**first, **fields}, tex=kept.tex | (other.tex & more.keys()))


def _content(entry: Entry) -> frozenset[tuple[str, str]]:
    return frozenset((name, tex_to_plain(field.tex).casefold()) for name, field in entry.fields.items())


def _words(entry: Entry) -> str:
    texts = [tex_to_plain(field.tex) for field in entry.fields.values()]
    # A DOI says the address, too.
    return " ".join([*texts, "https://doi.org"] if entry.tex("doi") else texts)


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
