"""Whether a conversation was asked "did you get the help you needed?": once, and never again.

Rules it keeps: what is kept is that it was asked. Whether somebody answered, and what, is nowhere: an answer and a "no,
thank you" leave the same row.
"""

from sqlalchemy import Connection, update

from storage.tables import conversations


def ask(connection: Connection, *, conversation_id: bytes, script: str) -> bool:
    """Put the question; False when it was asked before, or something else is being asked now."""
    asked = connection.execute(
        update(conversations)
        .where(
            conversations.c.id == conversation_id,
            conversations.c.asked_helped.is_(False),
            conversations.c.script == "",
        )
        .values(revision=conversations.c.revision + 1, asked_helped=True, script=script, journal=None, desk_until=None)
    )
    return asked.rowcount == 1


def take_back(connection: Connection, *, conversation_id: bytes, script: str) -> None:
    """The talk goes on after all: a question that nobody has answered was not asked."""
    connection.execute(
        update(conversations)
        .where(
            conversations.c.id == conversation_id, conversations.c.script == script, conversations.c.journal.is_(None)
        )
        .values(revision=conversations.c.revision + 1, asked_helped=False, script="")
    )


def count_a_step(connection: Connection, *, conversation_id: bytes) -> None:
    """One change more of the row, in which nothing changes."""
    connection.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(revision=conversations.c.revision + 1)
    )
