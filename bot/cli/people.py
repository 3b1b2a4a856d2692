"""`staff add | list | disable | reset`."""

import argparse

from bot.cli.opened import opened
from bot.desk import setup
from bot.desk.administration import people
from bot.desk.house import House
from bot.desk.views import NewLogin, Refused
from flows.vocabulary import StaffRole
from storage import staff
from storage.staff import StaffRow


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    top = commands.add_parser(
        "staff",
        help="people at the unit: add, list, disable, reset",
        description="The people who answer at the unit, and those who run it.",
    )
    actions = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="add somebody; prints their password and one-time code secret once",
        description="Adds somebody, and prints once what they need to log in: a password of five words, and a secret "
        "for the app that makes their one-time codes. Neither is kept readable here.",
    )
    add.add_argument("login", help="what they type to log in: letters, digits, - and .")
    add.add_argument("name", help="what colleagues see")
    add.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in StaffRole],
        help="may be given several times",
    )
    add.set_defaults(run=_add)
    actions.add_parser(
        "list",
        help="everybody, with roles and queues",
        description="Lists everybody: login, name, roles, queues, and whose login is closed.",
    ).set_defaults(run=_list)
    disable = actions.add_parser(
        "disable",
        help="close somebody's login and end their sessions",
        description="Closes somebody's login at once, or opens it again with --undo. Their queues stay theirs.",
    )
    disable.add_argument("login")
    disable.add_argument("--undo", action="store_true", help="open the login again")
    disable.set_defaults(run=_disable)
    reset = actions.add_parser(
        "reset",
        help="give somebody a new password and one-time code secret",
        description="Gives somebody a new key pair, password and one-time code secret. Their old key is gone, so they "
        "must be let into their queues again: doorstep queue grant.",
    )
    reset.add_argument("login")
    reset.set_defaults(run=_reset)


def show(made: NewLogin) -> str:
    """What somebody needs once to log in."""
    return (
        f"  login:                 {made.login}\n"
        f"  password:              {made.password}\n"
        f"  one-time code secret:  {made.totp_secret}\n"
        f"  for an app:            {made.otpauth}"
    )


async def person(house: House, login: str) -> StaffRow:
    """Somebody by login; raises `Refused`."""
    row = await house.database.read(lambda connection: staff.by_login(connection, login=login.strip().lower()))
    if row is None:
        raise Refused("staff-unknown")
    return row


async def _add(given: argparse.Namespace) -> None:
    async with opened() as parts:
        roles = frozenset(StaffRole(role) for role in given.role)
        made = await setup.add_person(parts.house, login=given.login, shown_name=given.name, roles=roles)
        print(f"Added. Shown this once:\n{show(made.shown)}")


async def _list(_given: argparse.Namespace) -> None:
    async with opened() as parts:
        rows = await people(parts.house)
        if not rows:
            print("Nobody yet: doorstep staff add.")
        for row in rows:
            roles = ", ".join(sorted(row.roles))
            state = "  (disabled)" if row.disabled else ""
            print(f"{row.login:<20} {row.shown_name:<20} {roles:<30} {', '.join(row.queues)}{state}")


async def _disable(given: argparse.Namespace) -> None:
    async with opened() as parts:
        row = await person(parts.house, given.login)
        await setup.disable_person(parts.house, row=row, disabled=not given.undo)
        print("Open again." if given.undo else "Disabled, and every session ended.")


async def _reset(given: argparse.Namespace) -> None:
    async with opened() as parts:
        made = await setup.reset_person(parts.house, row=await person(parts.house, given.login))
        print(f"Reset. Shown this once:\n{show(made)}\nLet them into their queues again: doorstep queue grant.")
