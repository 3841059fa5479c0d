"""A TeX that begins with what is known of a variant before it is selected, cited and written: its look and its
metadata.
"""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.build.results import Appearance
from cvtex.emit.document import write_document
from cvtex.emit.inline import InlineWriter
from cvtex.typeset.engine import Engine, EngineName, choose_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import begin_with_format
from cvtex.typeset.problems import JOB_NAME
from cvtex.typeset.run import TexJob
from cvtex.typeset.standby import Standby
from cvtex.value import replace


def begin(
    appearance: Appearance,
    standby: Standby,
    wanted: EngineName | None,
    epoch: int,
    environment: Mapping[str, str],
    formats: FormatStore,
) -> None:
    """It waits in `standby`."""
    engine = choose_engine(wanted, environment, appearance.demands.layout.family)
    if not isinstance(engine, Engine):
        return
    # The foot comes after the head, and may need glyphs that are not made yet.
    metadata = replace(appearance.metadata, foot="")
    document = write_document((), appearance.look, metadata, InlineWriter(appearance.look.language))
    job = TexJob(document.tex, appearance.files, JOB_NAME, document.preamble_lines, document.head_lines)
    begin_with_format(job, engine, formats, standby, epoch=epoch, environment=environment)
