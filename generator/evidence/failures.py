"""Say in a few words why there was no answer.

In: an error of the libraries that ask the network. Out: a `NoAnswerError`, which says whether to try again.
"""

from __future__ import annotations

import socket

import requests
import urllib3.exceptions

from generator.evidence.visits import Failure

NO_ADDRESS = "this is no address that can be asked"
_NO_CONNECTION = "the connection was refused, or broke off"
ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)


class NoAnswerError(Exception):
    """There was no answer."""

    def __init__(self, failure: Failure, detail: str, *, is_final: bool = False) -> None:
        super().__init__(detail)
        self.failure, self.detail, self.is_final = failure, detail, is_final


def no_answer(error: Exception, patience: float) -> NoAnswerError:
    """Say in a few words why there was no answer."""
    causes = _causes(error)
    if any(isinstance(each, requests.exceptions.SSLError | urllib3.exceptions.SSLError) for each in causes):
        return NoAnswerError(Failure.TLS, "its certificate is not valid, or it speaks no TLS", is_final=True)
    if any(isinstance(each, socket.gaierror | urllib3.exceptions.NameResolutionError) for each in causes):
        return NoAnswerError(Failure.NAME, "no server has this name")
    if any(isinstance(each, ConnectionError) for each in causes):
        return NoAnswerError(Failure.CONNECTION, _NO_CONNECTION)
    if any(isinstance(each, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError) for each in causes):
        return NoAnswerError(Failure.TIMEOUT, f"there was no answer within {patience:g} s")
    if isinstance(error, ValueError) and not isinstance(error, requests.ConnectionError):
        return NoAnswerError(Failure.CONNECTION, NO_ADDRESS, is_final=True)
    return NoAnswerError(Failure.CONNECTION, _NO_CONNECTION)


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and those behind it: what libraries wrap, and what they were handling."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            waiting += (*each.args, getattr(each, "reason", None), each.__cause__, each.__context__)
    return found
