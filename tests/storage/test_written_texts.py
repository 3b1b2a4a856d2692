"""Longer texts an administrator wrote: theirs until they are taken back, each language by itself."""

from flows.vocabulary import Language
from storage import written_texts
from storage.database import Database

DA, EN = Language.DANISH, Language.ENGLISH


async def body(database: Database, language: Language) -> str | None:
    return await database.read(lambda connection: written_texts.body(connection, code="guide", language=language))


async def test_a_text_is_theirs_until_it_is_taken_back(database: Database) -> None:
    assert await body(database, DA) is None
    for text in ("Første", "Anden"):
        await database.write(
            lambda connection, text=text: written_texts.put(connection, code="guide", language=DA, body=text)  # type: ignore[misc]
        )
        assert await body(database, DA) == text
    assert await body(database, EN) is None
    await database.write(lambda connection: written_texts.remove(connection, code="guide", language=EN))
    assert await body(database, DA) == "Anden"
    await database.write(lambda connection: written_texts.remove(connection, code="guide", language=DA))
    assert await body(database, DA) is None
