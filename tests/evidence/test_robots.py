"""robots.txt is heeded as its standard says."""

from __future__ import annotations

import pytest

from generator.evidence.robots import RobotsRules, read_rules

RULES = b"\xef\xbb\xbfUser-agent: *\nDisallow: /a/*/private\nAllow: /a/b/private/open\nCrawl-delay: 0.5\n"


@pytest.mark.parametrize(("path", "is_free"), [("/a/b/private", False), ("/a/b/private/open", True), ("/other", True)])
def test_the_longest_rule_counts_and_wildcards_are_understood(path: str, *, is_free: bool) -> None:
    assert bool(read_rules(200, RULES).why_not(f"https://example.org{path}")) is not is_free


def test_a_delay_is_kept_to_unless_it_is_too_long() -> None:
    assert read_rules(200, RULES).delay == 0.5
    assert read_rules(200, b"User-agent: *\nCrawl-delay: 86400\n").delay == 30
    assert RobotsRules().delay == 0


def test_our_own_name_is_heeded() -> None:
    rules = read_rules(200, b"User-agent: Explainer\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert rules.why_not("https://example.org/x") == "its robots.txt forbids programs to look at it"


def test_without_a_robots_txt_all_is_allowed_and_where_the_server_fails_nothing() -> None:
    assert read_rules(404, b"").why_not("https://example.org/x") == ""
    assert "status 503" in read_rules(503, b"").why_not("https://example.org/x")
