"""Envelopes: the length tells little, the row is part of the seal, and a changed byte opens nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.envelope import Binding, open_sealed, padded_size, seal
from storage.keys import WrongKey, new_pair, seal_to

PAIR = new_pair()
ROW = Binding(table="messages", conversation=b"\x01" * 16, sequence=3, direction="visitor")


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=9000))
def test_what_was_written_is_read_again(plaintext: bytes) -> None:
    envelope = seal(plaintext, public=PAIR.public, binding=ROW)
    assert open_sealed(envelope, private=PAIR.private, binding=ROW) == plaintext


def test_endings_that_look_like_padding_are_kept() -> None:
    for plaintext in (b"", b"\0", b"hello\0\0\0", b"\0" * 252):
        envelope = seal(plaintext, public=PAIR.public, binding=ROW)
        assert open_sealed(envelope, private=PAIR.private, binding=ROW) == plaintext


@pytest.mark.parametrize(
    ("written", "padded"),
    [
        (0, 256),
        (252, 256),
        (253, 512),
        (508, 512),
        (509, 1024),
        (1020, 1024),
        (1021, 2048),
        (2044, 2048),
        (2045, 4096),
        (4092, 4096),
        (4093, 8192),
        (8188, 8192),
        (8189, 12288),
        (16_000, 16_384),
    ],
)
def test_the_length_tells_only_roughly_how_much_was_written(written: int, padded: int) -> None:
    assert padded_size(written) == padded
    empty = len(seal(b"", public=PAIR.public, binding=ROW)) - 256
    assert len(seal(b"x" * written, public=PAIR.public, binding=ROW)) == padded + empty


@given(st.integers(min_value=0, max_value=50_000))
def test_there_are_few_lengths_and_always_room(written: int) -> None:
    padded = padded_size(written)
    assert padded >= written + 4
    assert padded in (256, 512, 1024, 2048) or padded % 4096 == 0


@pytest.mark.parametrize(
    "other",
    [
        replace(ROW, table="summaries"),
        replace(ROW, conversation=b"\x02" * 16),
        replace(ROW, sequence=4),
        replace(ROW, direction="therapist"),
    ],
    ids=["table", "conversation", "sequence", "direction"],
)
def test_an_envelope_put_into_another_row_does_not_open(other: Binding) -> None:
    envelope = seal(b"hello", public=PAIR.public, binding=ROW)
    with pytest.raises(WrongKey):
        open_sealed(envelope, private=PAIR.private, binding=other)


def test_two_rows_that_swapped_envelopes_open_neither() -> None:
    first, second = ROW, replace(ROW, sequence=4)
    sealed = {row: seal(b"hello", public=PAIR.public, binding=row) for row in (first, second)}
    for row, envelope in ((first, sealed[second]), (second, sealed[first])):
        with pytest.raises(WrongKey):
            open_sealed(envelope, private=PAIR.private, binding=row)


BINDINGS = st.builds(
    Binding,
    table=st.sampled_from(["messages", "summaries", "journals"]),
    conversation=st.binary(min_size=16, max_size=16),
    sequence=st.integers(min_value=0, max_value=10_000),
    direction=st.sampled_from(["visitor", "therapist", "bot", ""]),
)


@given(BINDINGS, BINDINGS)
def test_no_two_rows_give_the_same_info(one: Binding, other: Binding) -> None:
    assert (one.info() == other.info()) == (one == other)


def test_another_key_or_a_changed_byte_opens_nothing() -> None:
    envelope = seal(b"hello", public=PAIR.public, binding=ROW)
    with pytest.raises(WrongKey):
        open_sealed(envelope, private=new_pair().private, binding=ROW)
    for at in range(0, len(envelope), 7):
        changed = envelope[:at] + bytes([envelope[at] ^ 0x80]) + envelope[at + 1 :]
        with pytest.raises(WrongKey):
            open_sealed(changed, private=PAIR.private, binding=ROW)


def test_a_length_that_is_not_true_is_refused() -> None:
    """Sealed by somebody who has the public key, but not by `seal`."""
    lying = seal_to((300).to_bytes(4, "big").ljust(256, b"\0"), public=PAIR.public, info=ROW.info())
    with pytest.raises(WrongKey):
        open_sealed(lying, private=PAIR.private, binding=ROW)


def test_yes_and_no_and_a_few_sentences_have_one_length() -> None:
    assert len({len(seal(text, public=PAIR.public, binding=ROW)) for text in (b"", b"ja", b"nej", b"x" * 252)}) == 1


def test_the_same_words_never_give_the_same_envelope() -> None:
    assert seal(b"hello", public=PAIR.public, binding=ROW) != seal(b"hello", public=PAIR.public, binding=ROW)


def test_a_cut_envelope_or_one_of_another_version_does_not_open() -> None:
    envelope = seal(b"hello", public=PAIR.public, binding=ROW)
    for broken in (b"", envelope[:1], envelope[:1121], envelope[:-1], envelope + b"\0", b"\x02" + envelope[1:]):
        with pytest.raises(WrongKey):
            open_sealed(broken, private=PAIR.private, binding=ROW)


@pytest.mark.parametrize("change", [{"table": "messages|00"}, {"direction": "in|out"}], ids=["table", "direction"])
def test_a_binding_that_could_be_written_in_two_ways_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="names"):
        Binding(**{"table": "messages", "conversation": b"", "sequence": 1, "direction": "in", **change})  # type: ignore[arg-type]
