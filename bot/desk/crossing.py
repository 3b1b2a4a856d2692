"""From one door to another: a code from the web lets a chat lead to its conversation, and a chat can get such a code.

Rules: a code is tried like at the web's door, slowly for who guesses. After the hand-over the server cannot open a
conversation by its chat, so a new code needs the secret that only a button in that chat carries.
"""

import base64
import binascii

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import Opened, Reached, visit, visit_by_chat, visit_by_code
from bot.desk.sealing import seal_address
from bot.desk.views import Refused
from flows.vocabulary import Channel, ConversationState
from storage import chats, conversations
from storage.keys import KEY_SIZE, Secret
from storage.return_code import UnreadableCode, new_code, read_code


async def enter_by_code(house: House, address: Secret, *, channel: Channel, code_text: str, caller: str) -> bool:
    """Let a chat lead to the conversation a return code opens; False for a code that opens none.

    Answers do not come there, only a line that there is one, until its visitor wants it otherwise.
    A conversation of the chat's own that is still in its first questions is deleted. Raises
    `Refused("telegram-code-other")` when it leads to another conversation that is under way.
    """
    try:
        code = read_code(code_text)
    except UnreadableCode:
        return False
    found: list[Opened] = []

    async def attempt() -> bool:
        opened = await visit_by_code(house, await house.code_keys(code.canonical))
        if opened is not None:
            found.append(opened)
        return opened is not None

    if not await house.attempts.take_turn(caller, attempt, resting=house.resting):
        return False
    opened = found[0]
    before = await visit_by_chat(house, address)
    if before is not None and before.id == opened.id:
        return True
    if before is not None and before.row.state is not ConversationState.INTAKE:
        raise Refused("telegram-code-other")
    tag = await house.chat_tag(address)
    sealed = seal_address(address, conversation_id=opened.id, tag=tag, public=opened.public)

    def work(connection: Connection) -> None:
        if before is not None:
            conversations.forget(connection, conversation_id=before.id)
        chats.add(
            connection,
            tag=tag,
            conversation_id=opened.id,
            channel=channel,
            address=sealed,
            key_wrapped=None,
            too_old=0 if before is None else before.chat.too_old,
        )
        # Telegram reads along: until somebody has chosen to read the answers there, it gets none.
        chats.set_only_nudges(connection, tag=tag, only_nudges=True)
        conversations.settle_code(connection, conversation_id=opened.id)

    await house.write(work)
    house.live.changed(opened.id)
    return True


async def new_code_for(house: House, here: Reached, *, secret: str) -> tuple[str, ...] | None:
    """A new return code for a conversation; None when the button's secret opens nothing, or another one."""
    try:
        cookie = base64.urlsafe_b64decode(secret + "=")
    except (ValueError, binascii.Error):
        return None
    opened = await visit(house, Secret(cookie)) if len(cookie) == KEY_SIZE else None
    if opened is None or opened.id != here.id:
        return None
    code = new_code()
    keys = await house.code_keys(code.canonical)
    wrapped = opened.keys.for_code(keys)

    def work(connection: Connection) -> None:
        conversations.set_code(connection, conversation_id=here.id, tag=keys.tag, code_wrapped=wrapped)
        conversations.settle_code(connection, conversation_id=here.id)

    await house.write(work)
    return code.words
