"""Seeds and mutations -> cases, one function for each kind of input. Equal chances give equal cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

import bibliographies
import seeds
import trees
import yaml
from cases import Case
from lines import mutated_bytes, mutated_text
from packages import mutated_font, mutated_pdf, mutated_picture, mutated_xml, mutated_zip
from signs import text
from trees import Grammar

from cvtex.check.json_schema import cv_schema
from cvtex.emit.formats import FORMATS
from cvtex.profiles.library import profile_names
from cvtex.read.style import built_in_themes

_MOST_CHANGES: Final = 6
# With aliases, a small file is a tree of any size.
_LARGEST_TREE: Final = 50_000
_ROUNDS: Final = 8
_JSON: Final = frozenset({"json-resume", "orcid", "crossref", "openalex", "datacite", "csl-json"})
_XML: Final = frozenset({"endnote", "europass"})
_YAML: Final = frozenset({"rendercv", "yamlresume"})


@cache
def grammar() -> Grammar:
    return Grammar(cv_schema(built_in_themes()))


@cache
def _theme_grammar() -> Grammar:
    schema = cv_schema()
    return Grammar({**schema["$defs"]["Design"], "$defs": schema["$defs"]})


def _changes(chance: Random) -> range:
    return range(min(_MOST_CHANGES, 1 + int(chance.expovariate(0.6))))


@cache
def as_tree(given: bytes) -> Any:
    """A YAML file as a tree of texts; None if it is broken already, or too large to be walked."""
    try:
        tree = yaml.load(given, yaml.BaseLoader)
        return None if any(True for _ in islice(trees.paths(tree), _LARGEST_TREE, None)) else tree
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _as_yaml(chance: Random, tree: Any) -> bytes:
    width = chance.choice((80, 10**9))
    written = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=width, default_flow_style=None)
    return written.encode("utf-8", "surrogatepass")


def _mutated_yaml(chance: Random, given: bytes, by: Grammar | None, others: Callable[[], Any] | None = None) -> bytes:
    tree = as_tree(given)
    if tree is None or chance.random() < 0.25:
        return _mutated_plain(chance, given)
    return _as_yaml(chance, trees.mutated(chance, tree, by, others))


def _mutated_plain(chance: Random, given: bytes) -> bytes:
    if chance.random() < 0.1:
        return mutated_bytes(chance, given)
    return mutated_text(chance, given.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")


def _mutated_bib(chance: Random, given: bytes) -> bytes:
    if chance.random() < 0.05:
        return mutated_bytes(chance, given)
    return bibliographies.mutated(chance, given.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")


def _other_cv(chance: Random) -> Any:
    return as_tree(chance.choice(seeds.small_cvs())["cv.yaml"])


def _mutated_cv(chance: Random, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a CV with one change in one of them."""
    names = [name for name in files if name.endswith(".bib")]
    if names and chance.random() < 0.4:
        name = chance.choice(names)
        return {**files, name: _mutated_bib(chance, files[name])}
    return {**files, "cv.yaml": _mutated_yaml(chance, files["cv.yaml"], grammar(), lambda: _other_cv(chance))}


def any_cv(target: str, chance: Random, _folder: Path) -> Case:
    """A CV, broken or not."""
    files = dict(chance.choice(seeds.cvs() if chance.random() < 0.6 else seeds.small_cvs()))
    if chance.random() < 0.05:
        files["cv.yaml"] = _as_yaml(chance, grammar().tree(chance))
    for _ in _changes(chance):
        files = _mutated_cv(chance, files)
    if chance.random() < 0.03:
        files["cv.private.yaml"] = _mutated_yaml(chance, b"owner: {contact: {email: a@b.example}}\n", grammar())
    return Case(target, files)


def sound_cv(target: str, chance: Random, folder: Path) -> Case:
    """A CV without errors, changed as far as it remains one. `folder` is for trying."""
    return Case(target, _sound(chance, folder))


def _sound(chance: Random, folder: Path) -> dict[str, bytes]:
    is_large = chance.random() < 0.1
    files = dict(chance.choice([one for one in seeds.cvs() if len(one) > 1] if is_large else seeds.small_cvs()))
    if not _is_sound(files, folder):
        files = dict(seeds.small_cvs()[0])
    for _ in range(chance.randint(1, _ROUNDS)):
        changed = _mutated_cv(chance, files)
        if _is_sound(changed, folder):
            files = changed
    return files


def _is_sound(files: Mapping[str, bytes], folder: Path) -> bool:
    from cvtex.build import loading

    Case("", files).write(folder)
    return loading.load(folder / "cv.yaml").ok


def cv_and_format(target: str, chance: Random, folder: Path) -> Case:
    return Case(target, _sound(chance, folder), (target.removeprefix("write "),))


def profile(target: str, chance: Random, _folder: Path) -> Case:
    """A profile of one's own, asked for by a sound CV."""
    data = chance.choice(seeds.profiles()).encode()
    for _ in _changes(chance):
        data = _mutated_yaml(chance, data, None, lambda: as_tree(chance.choice(seeds.profiles()).encode()))
    cv = dict(chance.choice(seeds.small_cvs()))
    cv["cv.yaml"] += b"\nvariants: {full: {profile: own}}\n" if b"\nvariants:" not in cv["cv.yaml"] else b""
    return Case(target, {**cv, "profiles/own.yaml": data})


def theme(target: str, chance: Random, _folder: Path) -> Case:
    """A theme of one's own, under an odd name at times."""
    data = chance.choice(seeds.themes()).encode()
    for _ in _changes(chance):
        data = _mutated_yaml(chance, data, _theme_grammar(), lambda: as_tree(chance.choice(seeds.themes()).encode()))
    name = chance.choice(
        ("own", "own", "own", "look", "Ä b", "-x", "a.b", "{x}", "%", "x" * 100, "classic", "\\relax", "a'b", "~")
    )
    cv = dict(chance.choice(seeds.small_cvs()))
    if b"\nvariants:" not in cv["cv.yaml"]:
        cv["cv.yaml"] += f"\nvariants: {{full: {{theme: {json.dumps(name, ensure_ascii=False)}}}}}\n".encode()
    return Case(target, {**cv, f"styles/themes/{name}.yaml": data})


def picture(target: str, chance: Random, _folder: Path) -> Case:
    ending = chance.choice((*seeds.pictures(),))
    data = chance.choice(seeds.pictures()[ending])
    for _ in _changes(chance):
        data = mutated_picture(chance, data)
    name = f"me.{chance.choice((ending, ending, ending, 'png', 'jpeg'))}"
    owner = f"owner: {{name: Ada Heron, photo: {{file: {name}, alt: Ada}}}}\n"
    cv = f"{owner}sections: {{a: {{kind: text, title: A, text: B}}}}\n"
    return Case(target, {"cv.yaml": cv.encode(), name: data})


def font(target: str, chance: Random, _folder: Path) -> Case:
    ending = chance.choice((*seeds.fonts(),))
    data = chance.choice(seeds.fonts()[ending])
    for _ in _changes(chance):
        data = mutated_font(chance, data)
    family = {"ttf": "Source Sans 3", "otf": "XCharter"}[ending]
    cv = (
        f"owner: {{name: Ada Heron}}\ndesign: {{fonts: {{text: {family}, headings: {family}}}}}\n"
        f"sections:\n  a: {{kind: text, title: A, text: {json.dumps(seeds.FONT_TEXT)}}}\n"
    )
    return Case(target, {"cv.yaml": cv.encode(), f"fonts/own.{ending}": data})


def pdf(target: str, chance: Random, _folder: Path) -> Case:
    data = chance.choice(seeds.pdfs())
    for _ in _changes(chance):
        data = mutated_pdf(chance, data)
    return Case(target, {"some.pdf": data}, (chance.choice(profile_names(Path())),))


def source(target: str, chance: Random, _folder: Path) -> Case:
    """A file to import. The options: the kind, or "-" if its content is to tell."""
    kind = target.removeprefix("import ")
    data = chance.choice(seeds.sources(kind))
    for _ in _changes(chance):
        data = _mutated_source(chance, kind, data)
    return Case(target, {f"source.{_ENDINGS.get(kind, 'txt')}": data}, (chance.choice((kind, kind, "-")),))


_ENDINGS: Final = {"pdf": "pdf", "docx": "docx", "latex": "tex", "bib": "bib"}


def _mutated_source(chance: Random, kind: str, data: bytes) -> bytes:
    if kind == "pdf":
        return mutated_pdf(chance, data)
    if kind == "docx":
        return mutated_zip(chance, data)
    if kind == "bib":
        return _mutated_bib(chance, data)
    if kind in _YAML:
        return _mutated_yaml(chance, data, None, lambda: as_tree(chance.choice(seeds.sources(kind))))
    if data.lstrip().startswith(b"<") and (kind in _XML or kind in _JSON):
        return mutated_xml(chance, data.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")
    if kind in _JSON and chance.random() < 0.8:
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            return _mutated_plain(chance, data)
        return json.dumps(trees.mutated(chance, tree), ensure_ascii=chance.random() < 0.1).encode(
            "utf-8", "surrogatepass"
        )
    if chance.random() < 0.2:
        lines = data.decode("utf-8", "replace").splitlines(keepends=True)
        lines.insert(chance.randint(0, len(lines)), text(chance) + "\n")
        return "".join(lines).encode("utf-8", "surrogatepass")
    return _mutated_plain(chance, data)


WRITTEN: Final = tuple(name for name in FORMATS if name != "pdf")
