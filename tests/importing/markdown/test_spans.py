"""Lines are written with their emphasis; most of them at once, without asking the reader how it sees them."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.importing.markdown import spans
from publish.importing.markdown.spans import LineSetting, seen, write_line
from publish.importing.shaping.tree import Look, TextRun
from publish.reader.markdown.parser import parse_inlines

LOOKS = st.builds(Look, bold=st.booleans(), italic=st.booleans(), strike=st.sampled_from([False, False, False, True]))
WORDS = st.text(st.sampled_from([*"ab1Đế  .,;:?!…()“”–/+\"'%-@*_=w\u00a0"]), max_size=6)
LINES = st.lists(st.builds(TextRun, WORDS, LOOKS), min_size=1, max_size=6)
USUAL = st.text(st.sampled_from([*"ab1Đế   .,"]), max_size=6)
USUAL_LOOKS = st.sampled_from([Look(), Look(bold=True), Look(italic=True)])
USUAL_LINES = st.lists(st.builds(TextRun, USUAL, USUAL_LOOKS), min_size=1, max_size=6)
SETTINGS = st.sampled_from([LineSetting({}), LineSetting({}, cell=True, line_break="<br>")])


def written(line: list[TextRun], setting: LineSetting, *, at_once: bool) -> str:
    """A line that may be written at once, or may not."""
    with patch.object(spans, "_PLAINLY", spans._PLAINLY if at_once else spans.re.compile("(?!)")):
        return write_line(line, setting)


@given(LINES | USUAL_LINES, SETTINGS)
@settings(max_examples=400, deadline=None)
def test_line_is_the_same_whether_the_reader_is_asked_or_not(line: list[TextRun], setting: LineSetting) -> None:
    assert written(line, setting, at_once=False) == written(line, setting, at_once=True)


def stressed(text: str) -> list[tuple[str, bool, bool]]:
    """The letters of a line as the reader sees them, whether they are strong, and whether they are emphasised."""
    depth = {"strong": 0, "em": 0}
    found = []
    for token in parse_inlines(text, {}):
        depth[token.tag] = depth.get(token.tag, 0) + token.nesting
        found += [(sign, depth["strong"] > 0, depth["em"] > 0) for sign in token.content if not sign.isspace()]
    return found


@given(USUAL_LINES)
@settings(max_examples=400, deadline=None)
def test_stress_of_a_line_that_is_written_at_once_is_read_as_it_was(line: list[TextRun]) -> None:
    with patch.object(spans, "seen", side_effect=seen) as asked:
        text = write_line(line, LineSetting({}))
    if not asked.called:
        looks = [(sign, run.look.bold, run.look.italic) for run in line for sign in run.text if not sign.isspace()]
        assert looks == stressed(text.replace("\\", "")) or "\\" in text


def test_usual_line_is_written_at_once() -> None:
    line = [TextRun("Chợ ", Look()), TextRun("phiên ", Look(bold=True)), TextRun("ở Bắc Hà", Look())]
    with patch.object(spans, "seen") as asked:
        assert "Chợ **phiên** ở Bắc Hà" == write_line(line, LineSetting({}))
    assert not asked.called
