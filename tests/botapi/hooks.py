"""The methods that set, take away and describe the webhook."""

import re
from urllib.parse import urlsplit

from tests.botapi.objects import seconds
from tests.botapi.parameters import Parameters
from tests.botapi.values import ApiError, Fields, Webhook
from tests.botapi.world import World

CONNECTIONS_AT_MOST = 100


def _dropped_if_asked(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.dropped_by_request = True
        world.updates.drop_all()


def set_webhook(world: World, parameters: Parameters) -> bool:
    """setWebhook; without an address it takes the webhook away. One connection at once, unless more are asked for."""
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return delete_webhook(world, parameters)
    parts = urlsplit(url)
    plain = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost") and world.allow_plain_webhook
    if parts.scheme != "https" and not plain:
        raise ApiError(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")
    if not parts.hostname:
        raise ApiError(400, "Bad Request: bad webhook: Failed to resolve host")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise ApiError(400, "Bad Request: secret token contains unallowed characters")
    connections = min(max(parameters.number("max_connections", 1), 1), CONNECTIONS_AT_MOST)
    world.updates.ask_for(parameters.items("allowed_updates"))
    _dropped_if_asked(world, parameters)
    world.webhook = Webhook(url=url, secret_token=secret or None, max_connections=connections)
    world.webhook_errors.clear()
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """deleteWebhook."""
    _dropped_if_asked(world, parameters)
    world.webhook = None
    return True


def webhook_info(world: World, parameters: Parameters) -> Fields:
    """getWebhookInfo."""
    hook = world.webhook
    fields: Fields = {
        "url": "" if hook is None else hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.pending),
    }
    if hook is not None:
        fields["max_connections"] = hook.max_connections
    if world.updates.allowed:
        fields["allowed_updates"] = sorted(world.updates.allowed)
    if world.webhook_errors:
        at, why = world.webhook_errors[-1]
        fields |= {"last_error_date": seconds(at), "last_error_message": why}
    return fields
