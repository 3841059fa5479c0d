"""The template of the web page that the documentation shows."""

from __future__ import annotations

import re
from pathlib import Path

from running import ROOT, copy_of_sample

FILE = re.compile(r"<!-- (styles/html/\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


def with_documented_template(folder: Path) -> Path:
    """A copy of the sample with the template of the documentation; the path of its page."""
    cv = copy_of_sample(folder) / "cv.yaml"
    cv.write_text(f"{cv.read_text(encoding='utf-8')}\ndesign: {{html: mine}}\n", encoding="utf-8")
    for name, text in FILE.findall((ROOT / "docs" / "web.md").read_text(encoding="utf-8")):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "styles" / "html" / "mine" / "page.html"
