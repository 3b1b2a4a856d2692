"""What an update, a text and a command mean to us; and that nothing of a person gets past the place that reads them."""

import json
import traceback
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.meaning import Arrived, Kind, Unreadable, number_of, read_update
from bot.telegram.service import MENU
from flows.vocabulary import Language
from tests.bot.telegram.conftest import AMINA, Line, Visitor
from tests.bot.telegram.test_kinds import number_of_messages, texts, waits_for_a_therapist

CANARY = "kanariefugl"

# Anything that JSON can say, with the names that updates use often enough to get far in.
NAMES = st.sampled_from(
    [
        *("update_id", "message", "edited_message", "callback_query", "my_chat_member", "channel_post", "inline_query"),
        *("chat", "from", "id", "type", "date", "message_id", "text", "caption", "data", "photo", "voice", "contact"),
        *("reply_to_message", "language_code", "new_chat_member", "status", "forward_origin", "media_group_id"),
    ]
)
SINGLE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**30), 2**63]),
    st.floats(),
    st.text(),
    st.sampled_from(["private", "group", "kicked", "left", "da", "\ud800"]),
)
JSON = st.recursive(
    SINGLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=6),
    max_leaves=30,
)


def read_or_refused(update: Any) -> Arrived | None:
    """Raises whatever is not said in so many words."""
    try:
        number_of(update)
        return read_update(update)
    except Unreadable:
        return None


def holds(update: Any) -> None:
    """What is read can be kept, and is the same when it is read again."""
    found = read_or_refused(update)
    if found is not None and found.kind is not Kind.NOTHING:
        assert Arrived.from_json(found.to_json()) == found


@given(st.dictionaries(NAMES, JSON, max_size=4).map(lambda update: {"update_id": 1, **update}) | JSON)
def test_whatever_comes_is_read_or_is_unreadable(update: Any) -> None:
    holds(update)


@given(st.binary() | st.dictionaries(NAMES, JSON).map(lambda kept: json.dumps(kept).encode()))
def test_whatever_was_kept_is_read_or_is_unreadable(kept: bytes) -> None:
    with suppress(Unreadable):
        Arrived.from_json(kept)


def test_what_is_unreadable_is_not_quoted() -> None:
    with pytest.raises(Unreadable) as refused:
        read_update({"message": {"chat": CANARY}})
    assert CANARY not in "".join(traceback.format_exception(refused.value))


def test_an_update_nested_without_end_is_unreadable() -> None:
    deep: Any = {"update_id": 1}
    for _ in range(100_000):
        deep = {"message": deep}
    assert read_or_refused(deep) is None


# Updates that look like real ones, with a canary wherever something of a person stands.
PERSON = st.fixed_dictionaries(
    {"id": st.just(AMINA), "is_bot": st.booleans(), "first_name": st.just(CANARY)},
    optional={
        "last_name": st.just(CANARY),
        "username": st.just(CANARY),
        "language_code": st.sampled_from(["da", "da-DK", "en", "tlh", "", CANARY, "12", None]),
        "photo": st.just({"small_file_id": CANARY}),
        "phone_number": st.just(CANARY),
        "bio": st.just(CANARY),
        "emoji_status_custom_emoji_id": st.just(CANARY),
    },
)
CHAT = st.fixed_dictionaries(
    {"id": st.sampled_from([AMINA, -AMINA]), "type": st.sampled_from(["private"] * 5 + ["group", "channel"])},
    optional={"first_name": st.just(CANARY), "username": st.just(CANARY), "title": st.just(CANARY)},
)
FILE = {"file_id": CANARY, "file_unique_id": CANARY, "file_name": CANARY, "title": CANARY, "performer": CANARY}
THINGS: dict[str, Any] = {
    "photo": [FILE],
    **dict.fromkeys(["voice", "audio", "video", "video_note", "document", "sticker", "animation"], FILE),
    "venue": {"title": CANARY, "location": {"latitude": CANARY}},
    "location": {"latitude": CANARY},
    "contact": {"phone_number": CANARY, "first_name": CANARY, "vcard": CANARY},
    "poll": {"question": CANARY},
    "dice": {"value": CANARY},
    "story": {"chat": {"title": CANARY}},
    "forward_from": {"first_name": CANARY},
    "forward_origin": {"sender_user": {"first_name": CANARY}},
    "forward_sender_name": CANARY,
    "author_signature": CANARY,
    "sender_chat": {"title": CANARY},
    "via_bot": {"username": CANARY},
    "quote": {"text": CANARY},
    "external_reply": {"photo": [FILE]},
    "reply_to_message": {"text": CANARY, "from": {"first_name": CANARY}},
    "new_chat_members": [{"first_name": CANARY}],
    "users_shared": {"users": [{"first_name": CANARY}]},
    "passport_data": CANARY,
    "entities": [{"type": "text_mention", "user": {"first_name": CANARY}}],
}
MESSAGE = st.fixed_dictionaries(
    {"message_id": st.integers(1, 2**31), "date": st.integers(0, 2**31), "chat": CHAT, "from": PERSON},
    optional={name: st.just(value) for name, value in THINGS.items()}
    | {"text": st.just("Hej"), "caption": st.just("Hej")},
)
# What a pressed message answers to is the presser's own; all else of it is not read.
PRESSED = MESSAGE.map(lambda message: {**message, "reply_to_message": {"text": "Hej", "from": {"first_name": CANARY}}})
UPDATES = st.one_of(
    st.fixed_dictionaries({"message": MESSAGE}),
    st.fixed_dictionaries({"edited_message": MESSAGE}),
    st.fixed_dictionaries({"channel_post": MESSAGE}),
    st.fixed_dictionaries(
        {
            "callback_query": st.fixed_dictionaries(
                {"id": st.just("1"), "from": PERSON, "data": st.just("begin::da"), "chat_instance": st.just(CANARY)},
                optional={"message": PRESSED},
            )
        }
    ),
    st.fixed_dictionaries(
        {
            "my_chat_member": st.fixed_dictionaries(
                {
                    "chat": CHAT,
                    "from": PERSON,
                    "old_chat_member": st.just({"user": {"first_name": CANARY}}),
                    "new_chat_member": st.fixed_dictionaries(
                        {"status": st.sampled_from(["member", "kicked", "left"])},
                        optional={"user": st.just({"first_name": CANARY})},
                    ),
                }
            )
        }
    ),
    st.fixed_dictionaries(
        {"inline_query": st.fixed_dictionaries({"id": st.just("1"), "from": PERSON, "query": st.just(CANARY)})}
    ),
)


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("kind", ["message", "edited_message", "channel_post"])
def test_nothing_of_any_thing_is_kept(kind: str, thing: str) -> None:
    chat = {"id": AMINA, "type": "private", "first_name": CANARY, "username": CANARY}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": chat, "text": "Hej", thing: THINGS[thing]}
    assert CANARY.encode() not in read_update({kind: message}).to_json()


def test_nothing_that_others_wrote_is_kept() -> None:
    chat = {"id": AMINA, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": chat, "text": CANARY, "forward_date": 1}
    assert CANARY.encode() not in read_update({"message": message}).to_json()


@given(UPDATES)
def test_nothing_of_a_person_is_kept(update: dict[str, Any]) -> None:
    found = read_update(update)
    assert CANARY.encode() not in found.to_json()
    assert CANARY not in repr(found)
    assert str(AMINA) not in repr(found), "nor does a value show whose it is"
    assert len(found.language) <= 2


A_TEXT = {"message_id": 1, "date": 1, "chat": {"id": AMINA, "type": "private"}, "text": "Hej"}


@example(name="date", odd=10**18)
@example(name="text", odd="\ud800")
@given(name=st.sampled_from([*A_TEXT, "from", "caption", "photo"]), odd=JSON)
def test_a_real_update_with_anything_in_one_place_is_read_or_is_unreadable(name: str, odd: Any) -> None:
    holds({"update_id": 1, "message": {**A_TEXT, name: odd}})


# Texts.


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("🐦", "🐦"),
        ("a" * 4000, "a" * 4000),
        ("Hej\u202e du\u200f", "Hej du"),
        ("مرحبا", "مرحبا"),
        ("<b>&amp;", "<b>&amp;"),
    ],
    ids=["emoji", "longest", "marks that turn it round", "right to left", "looks like HTML"],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_odd_text_is_a_text(visitor: Visitor, line: Line, written: str, read: str) -> None:
    await waits_for_a_therapist(visitor)
    await visitor.says(written)
    assert "Gemt." in visitor.sees
    assert await texts(line) == [read]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_cannot_be_kept_is_said_to_be_lost(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    for text, words in (("æ" * 4096, "Teksten er for lang"), ("\u200b \u2060", "ingen ord"), ("", "ingen ord")):
        await visitor.says(text)
        assert words in visitor.sees
    await visitor.says("Kort.")
    assert await texts(line) == ["Kort."]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_text_instead_of_a_button_is_kept_for_the_therapist(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    await visitor.says("Jeg er bange for i aften.")
    assert "har vi gemt" in visitor.sees
    assert "Jeg er mor" in visitor.labels, "the question stands again"
    await visitor.says("jeg er MOR.")
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("3-11 år")
    assert await texts(line) == ["Jeg er bange for i aften."]


async def test_what_was_written_before_beginning_comes_along(visitor: Visitor, line: Line) -> None:
    await visitor.says("Min mor drikker.")
    assert "Det er ikke gemt endnu" in visitor.sees
    assert await number_of_messages(line) == 0
    await visitor.presses("Kom i gang")
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("12-16 år")
    assert await texts(line) == ["Min mor drikker."]


# Commands.


async def understood(visitor: Visitor, command: str) -> str:
    """What a command is answered with."""
    await visitor.says(command)
    return visitor.sees


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_command_is_understood_in_both_languages(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    for danish, english in zip(MENU[Language.DANISH], MENU[Language.ENGLISH], strict=True):
        first = await understood(visitor, f"/{danish}")
        assert await understood(visitor, f"/{english.upper()}@doorstep_test_bot") == first
    assert await understood(visitor, "/start start") == await understood(visitor, "/start")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_command_we_do_not_know_is_a_text(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    assert "Gemt." in await understood(visitor, "/altid")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_somebody_who_speaks_english_is_met_in_english_and_may_change(line: Line) -> None:
    line.server.world.person(AMINA, language_code="en-GB")
    visitor = Visitor(line=line)
    await visitor.says("/start")
    assert "Telegram can see" in visitor.sees
    await visitor.presses("Dansk")
    assert "Telegram kan se" in visitor.sees
    await visitor.presses("Kom i gang")
    await visitor.says("/language")
    await visitor.presses("English")
    assert "mother" in " ".join(visitor.labels)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_commands_stand_in_the_menu_in_every_language(line: Line) -> None:
    world = line.server.world
    async with line.telegram.at_work():
        await world.wait_for(lambda: {"", "da", "en"} <= set(world.short_descriptions))
    for language, code in ((Language.DANISH, ""), (Language.DANISH, "da"), (Language.ENGLISH, "en")):
        menu = world.commands[("default", code)]
        assert tuple(command.name for command in menu) == MENU[language]
    assert world.commands[("default", "da")][5].description == "Slet det hele"
    assert world.commands[("default", "en")][5].description != "Slet det hele"
