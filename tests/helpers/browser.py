"""Pages as a browser shows them: headless Chromium, and axe-core, which finds what breaks WCAG."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_RESULT = re.compile(r'<script type="text/plain" id="result">(.*?)</script>', re.DOTALL)
# Headless windows have a least width of 500 px, but frames do not.
_FRAME = """<!DOCTYPE html><title>Frame</title>
<iframe src="page.html" style="border: 0" width={width} height=900></iframe>
<script>
addEventListener("message", event => {{
  const result = document.createElement("script");
  result.type = "text/plain";
  result.id = "result";
  result.textContent = event.data;
  document.body.append(result);
}});
</script>"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def browser() -> str | None:
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


@functools.cache
def axe() -> str | None:
    """The script of axe-core: from $AXE, or from `npm install axe-core` in the folder of the project."""
    files = (os.environ.get("AXE", ""), "node_modules/axe-core/axe.min.js")
    found = next((Path(file) for file in files if file and Path(file).is_file()), None)
    return found.read_text(encoding="utf-8") if found else None


def evaluated(page: str, script: str, folder: Path, *, width: int = 1280, is_dark: bool = False) -> Any:
    """The value of the JavaScript expression `script`, or of its promise, in a page that is `width` pixels wide."""
    found = browser()
    assert found is not None
    send = f'parent.postMessage(JSON.stringify(await ({script})), "*")'
    run = f'<script>addEventListener("load", async () => {send})</script>'
    (folder / "page.html").write_text(page.replace("</body>", f"{run}</body>"), encoding="utf-8")
    (folder / "frame.html").write_text(_FRAME.format(width=width), encoding="utf-8")
    command = [
        found, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000",
        f"--user-data-dir={folder / 'profile'}", f"--blink-settings=preferredColorScheme={0 if is_dark else 1}",
        "--window-size=1400,1000", "--dump-dom", (folder / "frame.html").as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, timeout=120, check=True)
    result = _RESULT.search(shown.stdout.decode())
    assert result is not None
    return json.loads(result[1])


def violations(page: str, folder: Path, *, width: int, is_dark: bool) -> list[str]:
    """What axe-core finds, and whether the page scrolls sideways."""
    script = (
        f"axe.run(document, {{runOnly: {json.dumps(_RULES)}}}).then(found => [innerWidth,"
        " document.documentElement.scrollWidth, matchMedia('(prefers-color-scheme: dark)').matches,"
        " ...[...found.violations, ...found.incomplete]"
        ".flatMap(one => one.nodes.map(node => one.id + ' ' + node.html))])"
    )
    page = page.replace("</body>", f"<script>{axe()}</script></body>")
    shown, content, dark, *found = evaluated(page, script, folder, width=width, is_dark=is_dark)
    assert (shown, dark) == (width, is_dark)
    return [*found, *([f"it is {content} px wide"] if content > width else [])]
