"""Protection against forged requests (WEB-02), fitted to our own rule that no page tells where one came from."""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class TokenInEveryForm(CsrfViewMiddleware):
    """Django's middleware, for which `Origin: null` is no stranger if the browser calls the request our own.

    Under `Referrer-Policy: no-referrer` a browser sends our forms with `Origin: null`. What remains is the token,
    a cookie that other sites neither read nor make travel, and Sec-Fetch-Site where the browser knows it.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
        return bool(super()._origin_verified(request))
