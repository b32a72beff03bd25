"""Where a request comes from, for the journal: its number, the machine, the session as a hash (AUD-03)."""

import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.http import HttpRequest, HttpResponse

from mingjian.ledger.journal import coming_from
from mingjian.web.desk.session_store import stored

_SITE = 64  # one subscriber has a whole network of addresses in IPv6


def known_origin(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every journal entry of a request says where it came from."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()  # type: ignore[attr-defined]
        with coming_from(session=session_of(request), zone=source(request), request=request.number):  # type: ignore[attr-defined]
            return get_response(request)

    return respond


def session_of(request: HttpRequest) -> str | None:
    """The session as the journal names it: enough to tell sessions apart, useless to whoever reads it."""
    key = request.session.session_key
    return stored(key)[:16] if key else None


def source(request: HttpRequest) -> str:
    """The machine that asks, as the network says; a claim in the request's own headers counts for nothing."""
    address = ip_address(
        request.META.get("REMOTE_ADDR") or "127.0.0.1"
    )  # none: a front server on the same machine
    return (
        str(address)
        if address.version == 4
        else str(ip_network((address, _SITE), strict=False).network_address)
    )
