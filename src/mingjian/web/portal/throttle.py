"""Too many requests at once, or too much in one: a polite answer, for whoever asks too much and for nobody else (INT-07).

A source is known by a keyed hash of its address. The key lives in memory and is new every day (RPT-02); nothing is written.
Behind a front server on the same machine the address is what that server says; if it says nothing, only all together are counted.
"""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingjian.vault.profile import CURRENT
from mingjian.web.portal import failing

WINDOW = 120
SITE = 64
DAY = 24 * 3600
NEVER = float("-inf")


@dataclass
class Gate:
    """How many requests were let in within the present two minutes, from each source and in all."""

    alone: int
    together: int
    began: float = NEVER
    keyed: float = NEVER
    key: bytes = b""
    counts: Counter[bytes] = field(default_factory=Counter)
    all: int = 0

    def admits(self, source: str, now: float) -> bool:
        """Whether a request may go on; those refused count for nothing, so that a flood keeps nobody else out."""
        if now - self.keyed >= DAY:
            self.key, self.keyed = secrets.token_bytes(32), now
            self.began = NEVER
        if now - self.began >= WINDOW:
            self.began, self.all = now, 0
            self.counts.clear()
        name = CURRENT.mac(self.key, source.encode())[:8]
        if (source and self.counts[name] >= self.alone) or self.all >= self.together:
            return False
        self.counts[name] += 1
        self.all += 1
        return True


def source(meta: Mapping[str, Any]) -> str:
    """Who asks, as the network says: an address, of IPv6 the network of one subscriber; empty where nobody can tell."""
    told = str(meta.get("REMOTE_ADDR", ""))
    try:
        if ip_address(told).is_loopback:
            told = str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        address = ip_address(told)
    except ValueError:
        return ""
    return str(address if address.version == 4 else ip_network((address, SITE), strict=False))


def polite(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware; static files do not reach it."""
    alone, together = settings.MINGJIAN_PORTAL_RATE
    gate = Gate(alone, together)

    def respond(request: HttpRequest) -> HttpResponse:
        if not gate.admits(source(request.META), time.monotonic()):
            return failing.busy(request, WINDOW)
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return failing.too_large(request)
        return get_response(request)

    return respond
