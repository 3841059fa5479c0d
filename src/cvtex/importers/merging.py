"""Several imports -> one: the first that knows a thing of the owner decides; sections and works are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cvtex.importers.imported import Imported, Tree


def merged(imports: Iterable[Imported]) -> Imported:
    found = list(imports)
    return Imported(
        tuple(one for each in found for one in each.said),
        owner=_first_of([each.owner for each in found]),
        language=next((each.language for each in found if each.language), ""),
        design=_first_of([each.design for each in found]),
        sections=tuple(section for each in found for section in each.sections),
        works=tuple(work for each in found for work in each.works),
        photo=next((each.photo for each in found if each.photo), None),
        bibliographies=tuple(one for each in found for one in each.bibliographies),
        guesses=tuple(guess for each in found for guess in each.guesses),
    )


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
