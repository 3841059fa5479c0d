"""Mutations of trees of mappings, lists and texts, such as YAML and JSON have them; by a schema where there is one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, Final

from signs import text, token, words

Tree = Any
Schema = Mapping[str, Any]
Path = tuple[str | int, ...]

_DEEPEST: Final = 5
_MOST_COPIES: Final = 30
_DATES: Final = (
    "2019",
    "2019-03",
    "2019-03-31",
    "March 2019",
    "2015 – 2018",
    "since 2020",
    "expected 2031",
    "Fall 2021",
)


class Grammar:
    """Trees that a JSON Schema allows, more or less: what it says of a text is not looked at."""

    def __init__(self, schema: Schema) -> None:
        self._root = schema
        self._definitions: Mapping[str, Schema] = schema.get("$defs", {})

    def tree(self, chance: Random, schema: Schema | None = None, depth: int = 0) -> Tree:
        """A tree for a part of the schema; None for the whole."""
        given = self._root if schema is None else schema
        given = self._definitions[given["$ref"].removeprefix("#/$defs/")] if "$ref" in given else given
        choices = given.get("anyOf") or given.get("oneOf", ())
        # Of a record, `oneOf` says which fields exclude each other.
        if choices and "properties" not in given:
            return self.tree(chance, chance.choice(choices), depth + 1)
        if "enum" in given or "const" in given:
            return chance.choice(given.get("enum", [given.get("const")]))
        kinds = given.get("type", "string")
        match kinds if isinstance(kinds, str) else chance.choice(kinds):
            case "object":
                return self._record(chance, given, depth)
            case "array":
                most = 3 if depth < _DEEPEST else 1
                return [self.tree(chance, given.get("items", {}), depth + 1) for _ in range(chance.randint(0, most))]
            case "boolean":
                return chance.random() < 0.5
            case "integer" | "number":
                return chance.choice((0, 1, 2, 3, 10, 100, -1, 1.5, 2019, 10**12))
            case "null":
                return None
            case _:
                return chance.choice((words, words, text, token, lambda one: one.choice(_DATES)))(chance)

    def _record(self, chance: Random, schema: Schema, depth: int) -> Tree:
        fields: Mapping[str, Schema] = schema.get("properties", {})
        share = chance.random() if depth < _DEEPEST else 0
        wanted = [one for one in fields if one in schema.get("required", ()) or chance.random() < share * 0.6]
        found = {name: self.tree(chance, fields[name], depth + 1) for name in wanted}
        others = schema.get("additionalProperties")
        if isinstance(others, Mapping) and depth < _DEEPEST:
            for _ in range(chance.randint(0, 2)):
                found[words(chance, 1)] = self.tree(chance, others, depth + 1)
        return found

    def parts(self, name: str) -> Iterator[Schema]:
        """The schemas of the fields of this name, in any record."""
        for one in (self._root, *self._definitions.values()):
            for record in (one, *one.get("anyOf", ())):
                if name in record.get("properties", {}):
                    yield record["properties"][name]

    def siblings(self, names: frozenset[str]) -> Iterator[tuple[str, Schema]]:
        """The fields of the records that could have these fields."""
        for one in (self._root, *self._definitions.values()):
            for record in (one, *one.get("anyOf", ())):
                fields = record.get("properties", {})
                if names and names <= {*fields}:
                    yield from fields.items()


def paths(tree: Tree, here: Path = ()) -> Iterator[Path]:
    """The place of every part of a tree."""
    yield here
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from paths(value, (*here, key))


def part(tree: Tree, path: Path) -> Tree:
    for key in path:
        tree = tree[key]
    return tree


def mutated(
    chance: Random, tree: Tree, grammar: Grammar | None = None, others: Callable[[], Tree] | None = None
) -> Tree:
    """A copy with one change. `others` makes further trees, to take parts from."""
    changed = copy.deepcopy(tree)
    places = [*paths(changed)]
    leaves = [one for one in places if not isinstance(part(changed, one), dict | list)]
    # Half of the changes are of texts: they are what people write.
    path = chance.choice(leaves if leaves and chance.random() < 0.5 else places)
    if not path:
        return _value(chance, grammar, None)
    outer, key = part(changed, path[:-1]), path[-1]
    ways: list[Callable[[], None]] = [
        *[lambda: _set(outer, key, _value(chance, grammar, key))] * 4,
        *[lambda: _set(outer, key, _text_beside(chance, outer[key]))] * 3,
        lambda: _delete(outer, key),
        lambda: _set(outer, key, copy.deepcopy(part(changed, chance.choice(places[-200:])))),
        lambda: _set(outer, key, chance.choice(([outer[key]], {words(chance, 1): outer[key]}, None, [], {}))),
        lambda: _rename(chance, outer, key, [str(one[-1]) for one in places if one]),
        lambda: _repeat(chance, outer, key),
        lambda: _shuffle(chance, outer),
        lambda: _add(chance, outer, grammar),
        lambda: _add(chance, outer, grammar),
    ]
    if others is not None:
        other = others()
        ways += [lambda: _set(outer, key, copy.deepcopy(part(other, chance.choice([*paths(other)]))))] * 2
    chance.choice(ways)()
    return changed


def _value(chance: Random, grammar: Grammar | None, key: str | int | None) -> Tree:
    if grammar is not None and isinstance(key, str) and chance.random() < 0.5 and (schemas := [*grammar.parts(key)]):
        return grammar.tree(chance, chance.choice(schemas), 2)
    return chance.choice((text, text, text, token, lambda one: one.choice((None, [], {}, True, 0, -1, 1e300))))(chance)


def _text_beside(chance: Random, value: Tree) -> Tree:
    """The text with something put into it, or a part of it taken out."""
    if not isinstance(value, str):
        return value
    start, end = sorted(chance.randint(0, len(value)) for _ in range(2))
    if chance.random() < 0.3:
        return value[:start] + value[end:]
    return value[:start] + chance.choice((text, token))(chance) + value[start:]


def _set(outer: Tree, key: str | int, value: Tree) -> None:
    outer[key] = value


def _delete(outer: Tree, key: str | int) -> None:
    del outer[key]


def _rename(chance: Random, outer: Tree, key: str | int, names: list[str]) -> None:
    if isinstance(outer, dict):
        name = chance.choice((token(chance), chance.choice(names), str(key) + token(chance)))
        changed = {name if one == key else one: value for one, value in outer.items()}
        outer.clear()
        outer.update(changed)


def _repeat(chance: Random, outer: Tree, key: str | int) -> None:
    times = chance.randint(1, _MOST_COPIES)
    if isinstance(outer, list):
        outer.extend(copy.deepcopy(outer[int(key)]) for _ in range(times))
    else:
        outer.update({f"{key}{number}": copy.deepcopy(outer[key]) for number in range(times)})


def _shuffle(chance: Random, outer: Tree) -> None:
    if isinstance(outer, list):
        chance.shuffle(outer)
        return
    items = [*outer.items()]
    chance.shuffle(items)
    outer.clear()
    outer.update(items)


def _add(chance: Random, outer: Tree, grammar: Grammar | None) -> None:
    if isinstance(outer, list):
        outer.insert(chance.randint(0, len(outer)), _value(chance, grammar, None))
    elif grammar is not None and (fields := [*grammar.siblings(frozenset(map(str, outer)))]):
        name, schema = chance.choice(fields)
        outer[name] = grammar.tree(chance, schema, 2)
    else:
        outer[words(chance, 1)] = _value(chance, grammar, None)
