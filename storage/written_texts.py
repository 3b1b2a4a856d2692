"""Longer texts that an administrator wrote instead of ours; where there is none, ours stands."""

from sqlalchemy import Connection, delete, insert, select

from flows.vocabulary import Language
from storage.availability_tables import written_texts


def body(connection: Connection, *, code: str, language: Language) -> str | None:
    """What was written, or None."""
    found = select(written_texts.c.body).where(written_texts.c.code == code, written_texts.c.language == language.value)
    text: str | None = connection.execute(found).scalar()
    return text


def put(connection: Connection, *, code: str, language: Language, body: str) -> None:
    """Write a text in the place of ours."""
    remove(connection, code=code, language=language)
    connection.execute(insert(written_texts), {"code": code, "language": language.value, "body": body})


def remove(connection: Connection, *, code: str, language: Language) -> None:
    """Back to ours."""
    connection.execute(
        delete(written_texts).where(written_texts.c.code == code, written_texts.c.language == language.value)
    )
