"""The parts of the preview that decide without a network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import SiteGenError
from site_gen.findings import Finding, Severity
from site_gen.serve import address
from site_gen.serve.address import Address, listening
from site_gen.serve.answer import answer, content_type
from site_gen.serve.hosting import allow_socket, headers_for, parse_headers, parse_redirects, read_hosting
from site_gen.serve.overlay import banner, inject, shown_findings
from site_gen.serve.view import Problem, View, after_failure, after_success, problem_of_error, problem_of_finding

PROBLEM = Problem("content/a.yaml:1:2", "SRC002", "wrong-type", "found <b> & 'x'", "mend it")


# view


def test_a_good_build_that_changed_nothing_leaves_the_view_as_it_is():
    view = after_success(View(), Path("out"), "", changed=False)
    assert view.serial == 1
    assert after_success(view, Path("out"), "", changed=False) is view
    assert after_success(view, Path("out"), "", changed=True).serial == 2
    assert after_success(view, Path("out"), "/harbor", changed=False).serial == 2
    assert after_success(view, Path("out"), "", [PROBLEM], changed=False).serial == 2


def test_a_blocked_build_keeps_the_folder_and_the_same_findings_are_no_news():
    good = after_success(View(), Path("out"), "", changed=True)
    blocked = after_failure(good, [PROBLEM])
    assert (blocked.folder, blocked.problems, blocked.serial) == (Path("out"), (PROBLEM,), 2)
    assert after_failure(blocked, [PROBLEM]) is blocked
    assert after_failure(blocked, [PROBLEM._replace(message="other")]).serial == 3
    assert after_success(blocked, Path("out"), "", changed=False) == View(3, Path("out"))


def test_the_place_of_a_problem_has_only_the_numbers_that_are_known():
    finding = Finding(path="a.yaml", code="C", name="n", severity=Severity.ERROR, message="m")
    assert problem_of_finding(finding).place == "a.yaml"


def test_an_error_of_ours_speaks_for_itself_and_any_other_names_its_kind():
    assert problem_of_error(SiteGenError("no theme", hint="add one"))[3:5] == ("no theme", "add one")
    assert problem_of_error(ValueError("no")).message == "ValueError: no"


# hosting


def test_redirects_are_read_line_by_line_and_the_first_wins():
    text = "# old\n/a /b 301\n\n/a /c 301\n/x https://else.example/y?z 301\nbroken\n"
    assert parse_redirects(text) == {"/a": "/b", "/x": "https://else.example/y?z"}


def test_headers_apply_to_the_paths_of_their_pattern():
    rules = parse_headers(
        "/*\n  A: 1\n  Strict-Transport-Security: x\n/b/assets/*\n  Cache-Control: y\n  B: 2: 3\n/c\n  C: 4\n"
    )
    assert headers_for(rules, "/x", "ws://h") == {"A": "1"}
    assert headers_for(rules, "/b/assets/x.css", "ws://h") == {"A": "1", "B": "2: 3"}
    assert headers_for(rules, "/c", "ws://h") == {"A": "1", "C": "4"}
    assert headers_for(rules, "/c/d", "ws://h") == {"A": "1"}


def test_a_policy_is_opened_for_the_socket_and_nothing_else():
    assert allow_socket("default-src 'none'; connect-src 'self'; img-src 'self'", "ws://h:1") == (
        "default-src 'none'; connect-src 'self' ws://h:1; img-src 'self'"
    )
    assert allow_socket("default-src 'none'", "ws://h:1") == "default-src 'none'; connect-src 'self' ws://h:1"


def test_an_output_without_files_for_hosts_says_nothing_to_them(tmp_path):
    assert read_hosting(tmp_path) == ({}, ())


# answer


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    base = tmp_path_factory.mktemp("answers")
    (base / "secret.html").write_text("secret")
    folder = base / "out"
    for file in (
        "index.html",
        "404.html",
        "es/404.html",
        "a/index.html",
        "a b/index.html",
        "a/x.txt",
        "_headers",
        ".hidden",
    ):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(file)
    (folder / ".well-known").mkdir()
    (folder / ".well-known/security.txt").write_text("x")
    (folder / "link.html").symlink_to(base / "secret.html")
    return folder


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", (200, "index.html", "")),
        ("/a/", (200, "a/index.html", "")),
        ("/a", (302, None, "/a/")),
        ("/a%20b", (302, None, "/a%20b/")),
        ("/a/index.html", (200, "a/index.html", "")),
        ("/a/x.txt", (200, "a/x.txt", "")),
        ("/a/x.txt/", (404, "404.html", "")),
        ("/.well-known/security.txt", (200, ".well-known/security.txt", "")),
        ("/es/", (404, "es/404.html", "")),
        ("/es/b/c", (404, "es/404.html", "")),
        ("/b", (404, "404.html", "")),
        ("/_headers", (404, "404.html", "")),
        ("/.hidden", (404, "404.html", "")),
        ("/link.html", (404, "404.html", "")),
        ("/a//", (404, "404.html", "")),
        ("//a/", (404, "404.html", "")),
        ("/./a/", (404, "404.html", "")),
        ("/a/%2e%2e/", (404, "404.html", "")),
        ("/%2e%2e/secret.html", (404, "404.html", "")),
        ("/%2e%2e", (404, "404.html", "")),
        ("/%ff", (404, "404.html", "")),
        ("*", (404, "404.html", "")),
        ("/old", (302, None, "/a/")),
    ],
)
def test_a_path_leads_to_its_file(output, path, expected):
    found = answer(output, "", {"/old": "/a/"}, path)
    assert (found.status, found.file and found.file.relative_to(output).as_posix(), found.location) == expected


def test_an_output_without_a_page_for_missing_ones_has_no_file_to_send(tmp_path):
    assert answer(tmp_path, "", {}, "/x") == (404, None, "")


@given(st.text(alphabet=st.sampled_from("/.%2eEfF5cC\\ab\0"), max_size=30))
def test_no_path_whatsoever_leads_out_of_the_folder(output, path):
    found = answer(output, "", {}, path)
    if found.file is not None:
        assert found.file.resolve().is_relative_to(output.resolve())
    if found.location:
        assert found.location.startswith("/")
        assert not found.location.startswith(("//", "/\\"))


def test_what_nobody_knows_is_bytes():
    assert content_type(Path("tile/0/000")) == "application/octet-stream"
    assert content_type(Path("a.JPG")) == "image/jpeg"


# address


def test_the_names_that_are_accepted_depend_on_where_it_listens():
    here = Address("127.0.0.1", 8000, ())
    assert [here.accepts(f"{name}:8000") for name in ("127.0.0.1", "localhost", "[::1]", "10.0.0.1", "a.example")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    named = Address("Desk.example", 8000, ())
    assert named.accepts("desk.example:8000")
    assert not named.accepts("10.0.0.1:8000")
    everywhere = Address("::", 8000, ())
    assert everywhere.accepts("10.0.0.1:8000")
    assert everywhere.accepts("[fe80::1]:8000")
    assert not everywhere.accepts("desk.example:8000")


@pytest.mark.parametrize(
    "host", ["", ":8000", "localhost:", "localhost:8000:8000", "localhost:8000\n", "localhost; x:8000", "::1:8000"]
)
def test_what_is_no_host_is_not_accepted(host):
    assert not Address("127.0.0.1", 8000, ()).accepts(host)


def test_the_port_of_http_need_not_be_said():
    assert Address("127.0.0.1", 80, ()).accepts("localhost")
    assert Address("127.0.0.1", 80, ()).origin == "http://127.0.0.1"
    assert not Address("127.0.0.1", 8000, ()).accepts("localhost")


def test_a_numeric_address_of_version_6_stands_in_brackets():
    assert Address("::1", 8000, ()).origin == "http://[::1]:8000"
    assert Address("::", 8000, ()).origin == "http://[::1]:8000"


def test_the_next_free_port_is_taken_when_none_was_asked_for(monkeypatch):
    with listening("127.0.0.1", 0) as taken:
        monkeypatch.setattr(address, "FIRST_PORT", taken.port)
        monkeypatch.setattr(address, "LAST_PORT", min(taken.port + 20, 65535))
        with listening("127.0.0.1", None) as found:
            assert found.port > taken.port
            assert found.is_local
        monkeypatch.setattr(address, "LAST_PORT", taken.port)
        with (
            pytest.raises(SiteGenError, match=f"port {taken.port} of 127.0.0.1 is taken"),
            listening("127.0.0.1", None),
        ):
            pass


def test_localhost_listens_on_one_port_for_all_its_addresses():
    with listening("localhost", 0) as found:
        assert {one.getsockname()[1] for one in found.sockets} == {found.port}
        assert found.is_local
        socket.create_connection(found.sockets[0].getsockname()[:2]).close()


def test_a_name_that_nobody_knows_is_no_address_of_this_machine():
    with pytest.raises(SiteGenError, match="is no address of this machine"), listening("no-such-host.invalid", 0):
        pass


# overlay


def test_the_script_goes_to_the_end_of_the_head_and_findings_to_the_start_of_the_body():
    page = b"<html><HEAD><title>x</title></HEAD >\n<body data-x='a>b' class=\"c\"><p>y</p></body></html>"
    assert inject(page, b"<S>", b"") == page.replace(b"</HEAD >", b"<S></HEAD >")
    shown = banner([PROBLEM])
    assert inject(page, b"<S>", shown) == page.replace(b"</HEAD >", b"<S></HEAD >").replace(b'"c">', b'"c">' + shown)


def test_a_page_without_head_or_body_gets_both_all_the_same():
    shown = banner([PROBLEM])
    assert inject(b"<p>y", b"<S>", shown) == shown + b"<p>y<S>"
    assert inject(b"<head></head><p>y", b"<S>", shown) == b"<head><S>" + shown + b"</head><p>y"
    assert inject(b"", b"<S>", b"") == b"<S>"


def test_what_blocks_lies_open_on_top_and_what_does_not_is_folded_in_a_corner():
    remarks = (PROBLEM._replace(severity="warning"), PROBLEM._replace(code="MOD202", severity="notice"))
    good = after_success(View(), Path("out"), "", remarks, changed=True)
    shown = shown_findings(good).decode()
    assert "<details><summary>1 warning, 1 notice</summary>" in shown
    assert "<b>MOD202</b> wrong-type (notice)" in shown
    blocked = shown_findings(after_failure(good, [PROBLEM])).decode()
    assert "<details open><summary>This is the last good build: 1 finding to mend</summary>" in blocked
    assert "MOD202" not in blocked
    assert shown_findings(View()) == b""


def test_findings_are_text_and_never_markup():
    text = banner([PROBLEM._replace(place="<i>", name="</b>", hint='"<script>')]).decode()
    assert "found &lt;b&gt; &amp; &#x27;x&#x27;" in text
    assert "&lt;i&gt;" in text
    assert "<script>" not in text


def test_a_long_list_says_how_much_more_there_is():
    text = banner([PROBLEM] * 53).decode()
    assert text.count("SRC002") == 50
    assert "and 3 more" in text
    assert "53 findings to mend" in text
