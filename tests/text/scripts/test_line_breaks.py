"""Chinese, Japanese and Korean text -> line breaks, compared with ICU."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import LineBreaker

from cvtex.text.scripts.clusters import clusters
from cvtex.text.scripts.line_breaks import line_joints, may_have_gap, without_gaps

SIGNS = {"none": "", "break": "|", "quarter": "¦"}


def shown(text: str, language: str) -> str:
    """`|` where a line may end, `¦` for a quarter of an em."""
    joints = ("none", *line_joints(text, language))
    return "".join(SIGNS[joint] + character for joint, character in zip(joints, text, strict=False))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ""),
        ("ja", "a"),
        ("en", "plain text, well-known"),
        ("en", "Zürich – naïve"),
        # Brackets, commas and full stops of full width.
        ("ja", "東|京|大|学、|理|学|部|（物|理）。"),
        ("zh", "他|说：|“可|以！”"),
        ("zh", "《自|然》|（一）|【注】"),
        ("ja", "「『引|用』|で|す。」"),
        # Small kana, prolonged sounds, iteration marks, middle dots.
        ("ja", "きゃっ|か"),
        ("ja", "コー|ヒー"),
        ("ja", "人々|と|佐々|木"),
        ("ja", "マ|リー・|キュ|リー"),
        ("zh", "玛|丽·|居|里"),
        ("ja", "ｷｬ|ｶﾞ"),
        # Dashes and leaders stay together.
        ("zh", "完|——|续……|完"),
        # Letters and digits, but not in full width, and not next to signs and blanks.
        ("ja", "第¦3¦回¦DNA¦学|会"),
        ("zh", "在¦Ωμέγα¦与¦Москва¦之|间"),
        ("zh", "约¦50%|的|人"),
        ("zh", "价|格|$5¦元"),
        ("ja", "論|文 (Nature) 等 A 等"),
        ("ja", "Ａ|級|Ｂ"),
        ("ja", "e\u0301¦の¦e\u0301"),
        ("ja", "東|&|西"),
        # An ASCII quote may open or close, so it stays with both neighbours.
        ("zh", '说"好"吗'),
        ("zh", "王’s¦书"),
        # Marks, variation selectors and joiners stay with their base.
        ("ja", "か\u3099|き\u3099¦A"),
        ("ja", "葛\U000e0100|城"),
        ("ja", "祝|👨\u200d👩\u200d👧|祝"),
        ("ja", "0\u200d「漢"),
        # A line may end at a full-width space.
        ("ja", "氏|名\u3000|山|田"),
        # Characters joined by the author.
        ("ja", "山\u2060田\u00a0太|郎"),
        # Korean breaks at blanks if there are any.
        ("ko", "서울대학교 물리학과"),
        ("ko", "서|울|대|학|교"),
        ("ko", "한국科學院(KAIST) 敎授"),
        ("ko", "韓|國|DNA"),
        ("en", "at 서울대학교 in Seoul"),
        ("en", "Li Wei (李|伟)"),
        ("ja", "韓|国 대한민국 東|京"),
        ("ko-KR", "東京 大學"),
    ],
)
def test_line_joints(language: str, expected: str) -> None:
    text = expected.replace("|", "").replace("¦", "")
    assert shown(text, language) == expected


@given(
    st.text(
        st.sampled_from("漢字あアっーｱァ、。，：！？・々〜「」『』（）《》【】Ａ１ω한국がé\u3099\ufe0fa1z"),
        max_size=25,
    )
)
def test_line_breaks_agree_with_icu(text: str) -> None:
    text = f"漢{text}"  # a mark needs a base
    pieces = list(LineBreaker(text, "ja@lb=strict"))
    ours = shown(text, "ja").replace("¦", "|").split("|")
    assert ours == pieces


ANY = st.text() | st.text(st.sampled_from("漢あっー、「」（）a1 é한\u3000\u3099\ufe0f\u200d👍🏽🇯🇵“”\"'—…$%й\r\n\ud800"))
LANGUAGES = st.sampled_from(["ja", "zh-Hant", "ko", "en", ""])


@given(ANY, LANGUAGES)
def test_each_two_characters_have_a_joint(text: str, language: str) -> None:
    joints = line_joints(text, language)
    assert len(joints) == max(len(text) - 1, 0)
    assert set(joints) <= set(SIGNS)
    ends = {len("".join(clusters(text)[:count])) for count in range(len(text) + 1)}
    for at, joint in enumerate(joints, 1):
        if joint != "none":
            assert at in ends
            assert text[at - 1] not in "「（“" and text[at] not in "、」）”っー\u3099\ufe0f\u200d🏽"  # noqa: PT018
            assert not text[at].isspace()
            assert not text[at - 1 : at + 1].isascii()


@given(st.text(st.sampled_from("漢あアa1я、한 "), max_size=15))
def test_a_quarter_separates_letters_and_digits_from_han_and_kana(text: str) -> None:
    for at, joint in enumerate(line_joints(text, "ja")):
        before, after = text[at], text[at + 1]
        apart = (before in "漢あア" and after in "a1я") or (before in "a1я" and after in "漢あア")
        assert (joint == "quarter") == apart
    assert "quarter" not in line_joints(text, "ko")


def test_a_mark_that_is_repeated_stays_with_its_base() -> None:
    assert line_joints("漢" + "\u0301" * 100 + "字", "ja") == ("none",) * 100 + ("break",)
    assert line_joints("漢" + "\u0301" * 100 + "。", "ja") == ("none",) * 101
    assert line_joints("漢" + "\u0301" * 100 + "A", "ja") == ("none",) * 100 + ("quarter",)


@given(st.characters(exclude_categories=["Cs"]), st.characters(exclude_categories=["Cs"]))
def test_joints_may_be_gaps(before: str, after: str) -> None:
    if line_joints(before + after, "ja") not in {(), ("none",)}:
        assert may_have_gap(before, after)
        assert may_have_gap(before + "\u3099\ufe0f", after)


@pytest.mark.parametrize("character", "漢あｱーㇰ㋐㌕、（Ａ\U00020ca9\U0001b000\U0001aff0\U0001f200")
def test_signs_of_chinese_and_japanese(character: str) -> None:
    assert may_have_gap(character, "a")
    assert may_have_gap("a", character)
    assert without_gaps(f"a {character}\u3099\ufe0f\U000e0100 b") == f"a{character}\u3099\ufe0f\U000e0100b"


@given(st.characters(exclude_categories=["Cs"]))
def test_a_quarter_is_not_a_blank(character: str) -> None:
    if "quarter" in line_joints(f"a{character}", "ja"):
        assert without_gaps(f"a {character} b") == f"a{character}b"


def test_blanks_beside_signs_are_gaps() -> None:
    assert without_gaps("a 漢 字 b c か\u3099 ｱ\n㌕ a") == "a漢字b cか\u3099ｱ㌕a"
    assert without_gaps(" a b ") == " a b "
    assert without_gaps("") == ""
    assert without_gaps(" 漢 ") == "漢"
