"""Keys open what was sealed to them, from the place it was sealed for, and nothing else."""

import copy
import pickle
import unicodedata
from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.keys import (
    Hardness,
    KeyPair,
    Secret,
    WrongKey,
    code_keys,
    new_id,
    new_pair,
    new_secret,
    new_signing_pair,
    open_with,
    pair_of,
    password_key,
    seal_to,
    session_keys,
    sign,
    unwrap,
    unwrap_under,
    verify,
    wrap,
    wrap_under,
)

LIGHT = Hardness(memory_kib=64, rounds=1)
HERE, ELSEWHERE = b"conversation|1", b"conversation|2"
MINE, YOURS = new_pair(), new_pair()


def every_changed_byte(sealed: bytes) -> list[bytes]:
    """The same bytes with one of them changed, for each place; of long ones, for places all over."""
    places = range(0, len(sealed), max(1, len(sealed) // 100))
    return [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in places]


def every_shorter(sealed: bytes) -> list[bytes]:
    return [sealed[:length] for length in (0, 1, 2, 12, 13, 14, len(sealed) // 2, len(sealed) - 1)]


# Sealing to a public key


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=5000), st.binary(max_size=100))
def test_what_is_sealed_to_a_key_opens_with_it(plaintext: bytes, info: bytes) -> None:
    sealed = seal_to(plaintext, public=MINE.public, info=info)
    assert open_with(sealed, private=MINE.private, info=info) == plaintext


def test_nobody_else_opens_it_nor_from_another_place() -> None:
    sealed = seal_to(b"hello", public=MINE.public, info=HERE)
    with pytest.raises(WrongKey):
        open_with(sealed, private=YOURS.private, info=HERE)
    with pytest.raises(WrongKey):
        open_with(sealed, private=MINE.private, info=ELSEWHERE)
    with pytest.raises(WrongKey):
        open_with(sealed, private=new_secret(), info=HERE)  # no private key at all


def test_a_changed_or_missing_byte_opens_nothing() -> None:
    sealed = seal_to(b"hello", public=MINE.public, info=HERE)
    for broken in [*every_changed_byte(sealed), *every_shorter(sealed), sealed + b"\0"]:
        with pytest.raises(WrongKey):
            open_with(broken, private=MINE.private, info=HERE)


def test_sealing_the_same_twice_shows_nothing_of_it() -> None:
    assert seal_to(b"same", public=MINE.public, info=HERE) != seal_to(b"same", public=MINE.public, info=HERE)


# Wrapping keys


Wrapped = tuple[Callable[[Secret | None, bytes], bytes], Callable[[bytes, Secret | None, bytes], Secret]]
SECRET, SHRED, OTHER_SHRED, KEY = new_secret(), new_secret(), new_secret(), new_secret()
WRAPPINGS: dict[str, Wrapped] = {
    "to a public key": (
        lambda shred, context: wrap(SECRET, public=MINE.public, context=context, shred=shred),
        lambda wrapped, shred, context: unwrap(wrapped, private=MINE.private, context=context, shred=shred),
    ),
    "under a key": (
        lambda shred, context: wrap_under(SECRET, key=KEY, context=context, shred=shred),
        lambda wrapped, shred, context: unwrap_under(wrapped, key=KEY, context=context, shred=shred),
    ),
}


@pytest.fixture(params=WRAPPINGS)
def wrapping(request: pytest.FixtureRequest) -> Wrapped:
    return WRAPPINGS[request.param]


@pytest.mark.parametrize("shred", [None, SHRED], ids=["alone", "with a shred key"])
def test_a_wrapped_key_comes_out_again(wrapping: Wrapped, shred: Secret | None) -> None:
    close, reopen = wrapping
    assert reopen(close(shred, HERE), shred, HERE) == SECRET


@pytest.mark.parametrize("shred", [None, SHRED], ids=["alone", "with a shred key"])
def test_a_wrapped_key_put_into_another_row_stays_shut(wrapping: Wrapped, shred: Secret | None) -> None:
    close, reopen = wrapping
    with pytest.raises(WrongKey):
        reopen(close(shred, HERE), shred, ELSEWHERE)


def test_without_its_shred_key_a_wrapping_is_worthless(wrapping: Wrapped) -> None:
    close, reopen = wrapping
    with pytest.raises(WrongKey):
        reopen(close(SHRED, HERE), OTHER_SHRED, HERE)


def test_a_changed_or_missing_byte_unwraps_nothing(wrapping: Wrapped) -> None:
    close, reopen = wrapping
    wrapped = close(SHRED, HERE)
    for broken in [*every_changed_byte(wrapped), *every_shorter(wrapped), wrapped + b"\0"]:
        with pytest.raises(WrongKey):
            reopen(broken, SHRED, HERE)


def test_somebody_elses_key_unwraps_nothing() -> None:
    with pytest.raises(WrongKey):
        unwrap(wrap(SECRET, public=MINE.public, context=HERE), private=YOURS.private, context=HERE)
    with pytest.raises(WrongKey):
        unwrap_under(wrap_under(SECRET, key=KEY, context=HERE), key=new_secret(), context=HERE)


def test_leaving_the_shred_key_out_gives_no_key_back() -> None:
    """What lies under the shred key may come out of the outer wrapping, but it is not the key."""
    with pytest.raises(WrongKey):
        unwrap_under(wrap_under(SECRET, key=KEY, context=HERE, shred=SHRED), key=KEY, context=HERE)
    inner = unwrap(
        wrap(SECRET, public=MINE.public, context=HERE, shred=SHRED), private=MINE.private, context=HERE
    ).reveal()
    assert SECRET.reveal() not in inner


def test_a_key_and_a_shred_key_neither_change_places_nor_melt_together() -> None:
    wrapped = wrap_under(SECRET, key=KEY, context=HERE, shred=SHRED)
    for key, shred in ((SHRED, KEY), (Secret(KEY.reveal() + SHRED.reveal()), None), (KEY, Secret(b""))):
        with pytest.raises(WrongKey):
            unwrap_under(wrapped, key=key, context=HERE, shred=shred)


def test_another_version_is_not_tried(wrapping: Wrapped) -> None:
    close, reopen = wrapping
    with pytest.raises(WrongKey):
        reopen(b"\x02" + close(None, HERE)[1:], None, HERE)


def test_why_it_did_not_open_is_not_said() -> None:
    with pytest.raises(WrongKey) as refusal:
        unwrap_under(b"", key=KEY, context=HERE)
    assert str(refusal.value) == ""


# Keys from words, passwords and cookies


def test_a_password_gives_one_key_with_its_salt_and_pepper_only() -> None:
    pepper = new_secret()
    key = password_key("sommerregn", salt=b"s" * 16, pepper=pepper, hardness=LIGHT)
    assert key == password_key("sommerregn", salt=b"s" * 16, pepper=pepper, hardness=LIGHT)
    assert key != password_key("Sommerregn", salt=b"s" * 16, pepper=pepper, hardness=LIGHT)
    assert key != password_key("sommerregn", salt=b"t" * 16, pepper=pepper, hardness=LIGHT)
    assert key != password_key("sommerregn", salt=b"s" * 16, pepper=new_secret(), hardness=LIGHT)


def test_it_does_not_matter_how_a_keyboard_sends_its_letters() -> None:
    pepper = new_secret()
    composed, taken_apart = (unicodedata.normalize(form, "blå gåsefjer") for form in ("NFC", "NFD"))
    assert composed != taken_apart
    assert password_key(composed, salt=b"s" * 16, pepper=pepper, hardness=LIGHT) == password_key(
        taken_apart, salt=b"s" * 16, pepper=pepper, hardness=LIGHT
    )


def test_a_return_code_is_found_by_a_tag_that_does_not_open_it() -> None:
    pepper = new_secret()
    keys = code_keys("en to tre fire fem seks", pepper=pepper, hardness=LIGHT)
    again = code_keys("en to tre fire fem seks", pepper=pepper, hardness=LIGHT)
    assert (keys.tag, keys.key) == (again.tag, again.key)
    assert keys.tag != keys.key.reveal()
    other_house = code_keys("en to tre fire fem seks", pepper=new_secret(), hardness=LIGHT)
    assert keys.tag != other_house.tag
    assert keys.tag != code_keys("en to tre fire fem syv", pepper=pepper, hardness=LIGHT).tag


def test_what_the_server_keeps_of_a_cookie_opens_nothing() -> None:
    cookie = new_secret()
    keys = session_keys(cookie)
    assert keys == session_keys(cookie)
    assert len({keys.digest, keys.key.reveal(), cookie.reveal()}) == 3
    wrapped = wrap_under(SECRET, key=keys.key, context=HERE)
    with pytest.raises(WrongKey):
        unwrap_under(wrapped, key=Secret(keys.digest), context=HERE)


def test_the_usual_hardness_is_that_of_rfc_9106() -> None:
    assert Hardness() == Hardness(memory_kib=65536, rounds=3, lanes=1)


# Signatures


def test_only_the_owner_signs() -> None:
    owner, stranger = new_signing_pair(), new_signing_pair()
    signature = sign(b"queue 12-24", signing_private=owner.private)
    verify(b"queue 12-24", signature, signing_public=owner.public)
    for message, written, public in [
        (b"queue 0-11", signature, owner.public),
        (b"queue 12-24", signature, stranger.public),
        (b"queue 12-24", sign(b"queue 12-24", signing_private=stranger.private), owner.public),
        (b"queue 12-24", b"", owner.public),
        (b"queue 12-24", signature, b"no key"),
    ]:
        with pytest.raises(WrongKey):
            verify(message, written, signing_public=public)


# Nothing shows


def shown(value: object) -> str:
    return f"{value!r} {value!s} {value:}"


def test_a_secret_shows_nothing() -> None:
    secret = Secret(b"the spare key is under the mat")
    assert shown(secret) == "<secret> <secret> <secret>"
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(secret, protocol)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)


def test_secrets_are_equal_by_what_they_are() -> None:
    assert Secret(b"a") == Secret(b"a")
    assert Secret(b"a") != Secret(b"b")
    assert Secret(b"a") != b"a"
    assert len({Secret(b"a"), Secret(b"a"), Secret(b"b")}) == 2


def test_key_pairs_and_derived_keys_show_nothing_secret() -> None:
    secret = new_secret()
    pair = KeyPair(public=b"public", private=secret)
    code = code_keys("en to tre", pepper=secret, hardness=LIGHT)
    session = session_keys(secret)
    for value, hidden in [
        (pair, secret.reveal()),
        (code, code.key.reveal()),
        (code, code.tag),
        (session, session.key.reveal()),
        (session, session.digest),
    ]:
        assert hidden.hex() not in shown(value)
        assert repr(hidden) not in shown(value)
    with pytest.raises(FrozenInstanceError):
        pair.public = b"another"  # type: ignore[misc]


def test_ids_and_secrets_are_new_each_time() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert {len(new_id()), len(new_secret().reveal())} == {16, 32}
    assert len(MINE.public) == 1184 + 32
    assert len(MINE.private.reveal()) == 32


def test_a_private_key_brings_its_pair_back() -> None:
    assert pair_of(MINE.private) == MINE
    for wrong in (b"", MINE.private.reveal()[:-1], MINE.private.reveal() * 2):
        with pytest.raises(WrongKey):
            pair_of(Secret(wrong))


def test_a_private_key_means_the_same_pair_in_every_release() -> None:
    """The first test vector of the X-Wing draft: its seed, and how its public key begins and ends."""
    pair = pair_of(Secret(bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")))
    assert pair.public.hex().startswith("e2236b35a8c24b39b10aa1323a96a919")
    assert pair.public.hex().endswith("216223593d4ba32d9abac8cd049040ef6534")


def test_nothing_is_sealed_to_what_is_no_public_key() -> None:
    for wrong in (b"", MINE.public[:-1], MINE.public + b"\0", b"\xff" * len(MINE.public)):
        with pytest.raises(WrongKey):
            seal_to(b"hello", public=wrong, info=HERE)
