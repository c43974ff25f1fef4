"""A word that is changed in Word is changed in the source, wherever it stands, and no other letter is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.build.manuscripts import find_update
from publish.kinds.projects import open_project
from tests.proof import fixed
from tests.proof.composing import Publication
from tests.support.manuscripts import edited, jobs_of, word_file_of

_STEP = 9
"""Of so many words one is changed, to one as long, so that drawings of tables stay as wide."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "publication", [each for each in fixed.accepted() if each.setup == "a4"], ids=lambda each: each.name
)
def test_changed_words_are_changed_in_the_source(publication: Publication, tmp_path: Path) -> None:
    publication.write(tmp_path)
    for number, job in enumerate(jobs_of(tmp_path)[1][:4]):
        source = job.articles[0].position.file
        before = source.read_text(encoding="utf-8")
        words = re.findall(r"(?<![\w/.:#-])[^\W\d_]{3,}(?![\w/.:@-])", before)
        chosen = [word for word in dict.fromkeys(words) if words.count(word) == 1]
        expected = before

        def change(text: str, chosen: list[str] = chosen) -> str:
            nonlocal expected
            for word in chosen[::_STEP]:
                found = re.findall(rf"<w:t [^>]*>[^<]*?(?<!\w){word}(?!\w)", text)
                if len(found) == 1 and len(re.findall(rf"(?<!\w){word}(?!\w)", text)) == 1:
                    text = re.sub(rf"(?<!\w){word}(?!\w)", "ố" * len(word), text)
                    expected = re.sub(rf"(?<!\w){word}(?!\w)", "ố" * len(word), expected)
            return text

        file = tmp_path / f"{number}.docx"
        file.write_bytes(edited(word_file_of(job), change))
        found = find_update(file, open_project(tmp_path), lambda step: None)
        assert expected == found.after[source]
