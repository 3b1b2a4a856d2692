"""The therapist's guide: plain text with three signs, and nothing that could be mistaken for anything else."""

import pytest

from flows.feedback import QUESTIONS as FEEDBACK
from flows.guide import LONGEST, QUESTIONS, WORDS, Line, LineKind, Topic, UnreadableGuide, read_guide
from flows.texts import wording_ids

OURS = ("guide.da.txt", "guide.en.txt")


def test_each_line_is_what_its_first_sign_says() -> None:
    assert read_guide("# Velkommen\n\n- Sig hej\n> håb\nHusk kaffen <b>") == (
        Line(kind=LineKind.HEADING, text="Velkommen"),
        Line(kind=LineKind.POINT, text="Sig hej"),
        Line(kind=LineKind.TOLD, topic=Topic.HOPES),
        Line(kind=LineKind.SENTENCE, text="Husk kaffen <b>"),
    )


def test_what_is_told_is_asked_for_in_any_language_and_with_any_letters() -> None:
    assert {read_guide(f">{word.upper()} ")[0].topic for word in WORDS} == set(Topic)


@pytest.mark.parametrize(
    ("body", "said", "line"),
    [
        ("", "guide-empty", 0),
        (" \n\n", "guide-empty", 0),
        ("x" * (LONGEST + 1), "guide-too-long", 0),
        ("# Hej\n> navn", "guide-unknown-word", 2),
        (">", "guide-unknown-word", 1),
    ],
)
def test_a_guide_that_cannot_be_used_says_why_and_where(body: str, said: str, line: int) -> None:
    with pytest.raises(UnreadableGuide) as why:
        read_guide(body)
    assert (why.value.text_id, why.value.line) == (said, line)


@pytest.mark.parametrize("name", OURS)
def test_the_guides_that_come_with_the_program_follow_the_agenda_and_ask_for_everything(
    name: str, pytestconfig: pytest.Config
) -> None:
    lines = read_guide((pytestconfig.rootpath / "bot" / "data" / name).read_text(encoding="utf-8"))
    assert [line.kind for line in lines].count(LineKind.HEADING) == 5
    assert {line.topic for line in lines if line.topic is not None} == set(Topic)


def test_a_topic_is_filled_in_with_questions_that_are_asked_and_no_question_twice() -> None:
    keys = [key for keys in QUESTIONS.values() for key in keys]
    assert len(keys) == len(set(keys))
    assert {f"{key}-label" for key in keys} <= wording_ids()
    assert not set(keys) & {question.key for question in FEEDBACK}
