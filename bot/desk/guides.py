"""The therapist's guide through a pre-talk, with what the visitor has told; and the administrator's own wording of it.

Rules: it is opened by whoever deals with the pre-talk, also when the conversation is closed. What an administrator
writes is read before it is kept: a guide that cannot be used takes nobody's place.
"""

from importlib import resources

from sqlalchemy import Connection

from bot.desk.ballots import require
from bot.desk.booking import pretalk_of
from bot.desk.casework import Casework
from bot.desk.pretalk_views import GuideView, WrittenGuide
from bot.desk.sealing import open_screening
from bot.desk.views import Refused, StaffSession, Summary
from flows.guide import UnreadableGuide, read_guide
from flows.vocabulary import Language, StaffRole
from storage import audit, written_texts

CODE = "pretalk-guide"


class Guides(Casework):
    """The guide."""

    async def guide(self, session: StaffSession, conversation: str, *, language: Language) -> GuideView:
        """The guide for one talk; raises `NotAllowed` unless it is theirs to deal with."""
        opened = await self._deals_with(session, conversation)
        summary = Summary(answers=(), who5=None)
        if opened.row.summary is not None:
            screening = open_screening(opened.row.summary, conversation_id=opened.id, private=opened.private)
            summary = screening.summary()
        return GuideView(
            lines=read_guide((await self._guide(language)).body),
            summary=summary,
            pretalk=await pretalk_of(self._house, opened),
            role=opened.row.role,
            band=opened.row.age_band,
        )

    async def written_guide(self, session: StaffSession, *, language: Language) -> WrittenGuide:
        """The guide as it is written, for whoever may write it anew."""
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject="guide")
        return await self._guide(language)

    async def _guide(self, language: Language) -> WrittenGuide:
        written = await self._house.database.read(
            lambda connection: written_texts.body(connection, code=CODE, language=language)
        )
        return WrittenGuide(body=our_guide(language) if written is None else written, ours=written is None)

    async def write_guide(self, session: StaffSession, *, language: Language, body: str) -> None:
        """Write it anew; raises `Refused` when nobody could use it."""
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject="guide")
        plain = "\n".join(line.rstrip() for line in body.splitlines()).strip()
        try:
            read_guide(plain)
        except UnreadableGuide as unreadable:
            raise Refused(unreadable.text_id, line=unreadable.line, word=unreadable.word) from None
        await self._keep(session, language, plain)

    async def our_guide_again(self, session: StaffSession, *, language: Language) -> None:
        """Back to ours."""
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject="guide")
        await self._keep(session, language, None)

    async def _keep(self, session: StaffSession, language: Language, body: str | None) -> None:
        now = self._house.now()

        def work(connection: Connection) -> None:
            if body is None or body == our_guide(language):
                written_texts.remove(connection, code=CODE, language=language)
            else:
                written_texts.put(connection, code=CODE, language=language, body=body)
            audit.note(connection, at=now, staff_id=session.staff_id, action="guide", subject=language.value)

        await self._house.write(work)


def our_guide(language: Language) -> str:
    """The guide that comes with the program."""
    return resources.files("bot.data").joinpath(f"guide.{language}.txt").read_text(encoding="utf-8").strip()
