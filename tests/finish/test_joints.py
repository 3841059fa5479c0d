"""Rewritten shows: the pen ends at the same place, and the text has its spaces."""

from __future__ import annotations

import pytest

from cvtex.finish.joints import rewritten, space_apart, spaced
from cvtex.finish.words import Joint
from cvtex.pdf.content import Show, read_events
from cvtex.pdf.fonts import StreamFont

FONT = StreamFont(dict.fromkeys(range(256), 500), {code: chr(code) for code in range(256)})
SPACES = StreamFont(dict.fromkeys(range(256), 0) | {32: 1000}, dict.fromkeys(range(256), " "))
PLACE = b"BT /F1 10 Tf 100 200 Td "


def show(operand: bytes) -> Show:
    (found,) = (event for event in read_events(PLACE + operand, {"F1": FONT}) if isinstance(event, Show))
    return found


@pytest.mark.parametrize(
    ("operand", "joint", "written"),
    [
        # As TeX writes it                     what follows            as it is written
        (b"[(See)]TJ", None, None),
        (b"[(V)80(A)-30(T)]TJ", None, None),
        (
            b"[(See)-250(it)]TJ",
            None,
            b"[<536565>]TJ /CVS 10 Tf -10 Tw 25.0 Tz ( ) Tj 0 Tw 100 Tz /F1 10 Tf [-250 <6974>]TJ ",
        ),
        (b"[-250(See)-250]TJ", None, None),
        (
            b"[(See)]TJ",
            Joint("space", 0.3),
            b"[<536565>]TJ /CVS 10 Tf -10 Tw 30.0 Tz ( ) Tj 0 Tw 100 Tz /F1 10 Tf ",
        ),
        (b"[(See)]TJ", Joint("space"), b"[<536565>]TJ /CVS 10 Tf (!) Tj /F1 10 Tf "),
        (b"[(con-)]TJ", Joint("soft hyphen"), b"[<636f6e>]TJ /F1CVH 10 Tf <2d> Tj /F1 10 Tf"),
        (b"[(a)20(x.org/)]TJ", Joint("break"), b"[<61>20 <782e6f7267>]TJ /F1CVB 10 Tf <2f> Tj /F1 10 Tf"),
        (b"(-)Tj", Joint("soft hyphen"), b"/F1CVH 10 Tf <2d> Tj /F1 10 Tf"),
    ],
)
def test_what_a_show_is_written_as(operand: bytes, joint: Joint | None, written: bytes | None) -> None:
    assert rewritten(show(operand), joint, spaced(show(operand))) == written


@pytest.mark.parametrize("operand", [b"[(See)-250(this)-4000(now)]TJ", b"[(a)-120(b)]TJ"])
@pytest.mark.parametrize("joint", [None, Joint("space", 7.5), Joint("break")])
def test_nothing_moves(operand: bytes, joint: Joint | None) -> None:
    """Only spaces are added; all other characters stay in place, since word spacing cancels the spaces."""
    written = rewritten(show(operand), joint, spaced(show(operand)))
    assert written is not None
    # The next text shows the position of the pen. The reader ignores word spacing, so it becomes a movement.
    moved = written.replace(b"( ) Tj", b"[( )1000]TJ") + b" (Z)Tj"
    fonts = {"F1": FONT, "F1CVB": FONT, "CVS": SPACES}
    before = [event for event in read_events(PLACE + operand + b" (Z)Tj", fonts) if isinstance(event, Show)]
    after = [event for event in read_events(PLACE + moved, fonts) if isinstance(event, Show) and event.font != "CVS"]
    assert after[-1].left == pytest.approx(before[-1].left)
    assert after[0].left == pytest.approx(before[0].left)


def test_a_space_apart_is_set_after_the_show() -> None:
    assert space_apart(show(b"[(See)]TJ"), 0.0) == b"BT /CVS 10 Tf 1 0 0 1 115.000 200.000 Tm (!) Tj ET "


def test_what_a_show_says() -> None:
    assert show(b"[-300(See)-250(this)30(,)-300]TJ").words == ("See", "this,")
