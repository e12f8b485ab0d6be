"""Whole sites: what is in the folder is what is on the pages."""

from __future__ import annotations

import os

import pytest

from conftest import review, review_id
from site_gen.errors import SiteGenError, UnreadableError, UnwritableError
from site_gen.findings import Severity

PROVIDER = "providers/ana-diaz/index.html"


def test_a_provider_has_a_page_with_name_phone_and_place(site):
    page = site().build().html(PROVIDER)
    assert page.h1.get_text(" ", strip=True).startswith("Dr. Ana Diaz")
    assert page.find("a", href="tel:+13125550101")
    assert "1 Main Street" in page.get_text()
    assert "Accepting new patients" in page.get_text()


def test_review_text_is_shown_exactly(site):
    text = "*not bold* <b>great</b> & 5 > 3\n\n# no heading, “quoted” 😀  two  spaces"
    public = site(review(1, text="x").replace("text: 'x'", f"text: {text!r}".replace("'", '"'))).build()
    shown = public.html(PROVIDER).find(attrs={"data-review-text": True})
    assert shown.get_text() == text
    assert not shown.find("b")


def test_a_withheld_review_is_counted_with_its_reason_and_not_shown(site):
    withheld = "moderation: {status: withheld, reason: third-party-privacy, decided_at: 2026-03-12T12:00:00Z}"
    public = site(review(1, text="Good work") + review(2, rating=1, text="My neighbor Bob", extra=withheld)).build()
    words = public.text(PROVIDER)
    assert "My neighbor Bob" not in words
    assert "names another person" in words
    page = public.html(PROVIDER)
    assert page.find(attrs={"data-count": "received"})["value"] == "2"
    assert page.find(attrs={"data-count": "withheld", "data-reason": "third-party-privacy"})["value"] == "1"


def test_a_pending_review_is_counted_and_shown_only_as_a_draft(site):
    waiting = site(review(1, text="Just sent in", extra="moderation: {status: pending}"))
    public = waiting.build()
    assert "Just sent in" not in public.text(PROVIDER)
    assert public.html(PROVIDER).find(attrs={"data-count": "pending"})["value"] == "1"
    preview = waiting.build(drafts=True)
    assert "Just sent in" in preview.text(PROVIDER)
    assert "not published" in preview.text(PROVIDER)


def test_a_draft_shows_no_stars_of_what_is_not_decided_where_the_site_hides_them(site):
    older = review(1, rating=4, text="Sent in first", extra="aspects: {listens: 3}\nmoderation: {status: pending}")
    edit = f"supersedes: {review_id(1)}\naspects: {{listens: 1}}\nmoderation: {{status: pending}}"
    folder = site(older + review(2, rating=2, text="Just sent in", extra=edit) + review(3, rating=5, text="Decided"))
    before = folder.build(drafts=True).text(PROVIDER)
    assert ("2 of 5" in before, "1 of 5" in before, "was 4 of 5" in before) == (True, True, True)
    with (folder.root / "site.yaml").open("a") as file:
        file.write("reviews: {hide_rating_until_decided: true}\n")
    preview = folder.build(drafts=True)
    words = preview.text(PROVIDER)
    assert "Just sent in" in words
    assert "Edited by its author" in words
    assert not any(f"{stars} of 5" in words for stars in (1, 2, 3, 4))
    assert "5 of 5" in words
    assert '"ratingValue":"2"' not in preview.bytes(PROVIDER).decode().replace(" ", "")


def test_a_review_from_google_is_linked_and_never_shown(site):
    google = review(1, text="Copied from Google").replace("website-form", "google-business-profile")
    public = site(google).build()
    assert "Copied from Google" not in public.text(PROVIDER)
    assert "1 more recorded from other sites" in public.text(PROVIDER)


def test_an_authors_edit_replaces_the_earlier_review_and_says_so(site):
    edited = review(2, rating=5, text="Better now").replace("source:", "supersedes: r-000000000001\nsource:")
    public = site(review(1, rating=2, text="Not good") + edited).build()
    words = public.text(PROVIDER)
    assert "Not good" not in words
    assert "Edited by its author, was 2 of 5" in words
    assert public.html(PROVIDER).find(attrs={"data-average": True})["value"] == "5.0"


def test_the_average_is_cut_and_never_rounded_up(site):
    reviews = "".join(review(number, rating=4 if number == 1 else 5) for number in range(1, 26))
    public = site(reviews).build()
    assert public.html(PROVIDER).find(attrs={"data-average": True})["value"] == "4.9"
    assert "4.9 of 5" in public.text("find/index.html")


def test_below_the_minimum_there_is_no_average_anywhere(site):
    few = site(review(1) + review(2))
    few.edit("site.yaml", "time_zone", "reviews: {minimum_ratings: 5}\ntime_zone")
    public = few.build()
    assert "Not enough ratings yet (2 of 5)" in public.text(PROVIDER)
    assert not public.html(PROVIDER).find(attrs={"data-average": True})
    assert b"aggregateRating" not in public.bytes(PROVIDER)


def test_a_permalink_stays_when_newer_reviews_come(site):
    folder = site("".join(review(number, month="2026-01") for number in range(1, 22)))
    first = folder.build()
    page_one = first.bytes("providers/ana-diaz/reviews/1/index.html")
    assert b'id="review-r-000000000001"' in page_one
    assert b'id="review-r-000000000021"' in first.bytes("providers/ana-diaz/reviews/2/index.html")
    folder.write(review(22, month="2026-02"))
    second = folder.build()
    assert b'id="review-r-000000000001"' in second.bytes("providers/ana-diaz/reviews/1/index.html")
    assert b'id="review-r-000000000022"' in second.bytes("providers/ana-diaz/reviews/2/index.html")


def test_reviews_are_listed_newest_first(site):
    public = site(review(1, month="2025-01") + review(2, month="2026-05") + review(3, month="2026-02")).build()
    ids = [article["id"] for article in public.html(PROVIDER)("article", class_="review")]
    assert ids == ["review-r-000000000002", "review-r-000000000003", "review-r-000000000001"]


def test_the_exact_time_of_receipt_is_never_published(site):
    tree = site(review(1, text="Good", month="2026-03")).build().tree()
    assert not [file for file, data in tree.items() if b"2026-03-10" in data]


def test_a_departed_provider_keeps_the_page_and_names_alternatives(site):
    second = """\
-- content/providers/bo-lee.yaml --
name: {prefix: Dr., given: Bo, family: Lee}
kind: dentist
specialties: [General dentistry]
locations: [{location: downtown}]
"""
    folder = site(second)
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", "kind: dentist\nstatus: departed")
    public = folder.build()
    words = public.text(PROVIDER)
    assert "no longer practices here" in words
    assert public.html(PROVIDER).main.find("a", href="/providers/bo-lee/")
    assert "Ana Diaz" not in public.text("find/index.html")


def test_a_second_language_stands_under_its_code_with_hreflang(site):
    folder = site("-- content/pages/about.md --\n---\ntitle: About\nnav: 1\n---\nHello\n")
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    public = folder.build()
    page = public.html("es/providers/ana-diaz/index.html")
    assert page.html["lang"] == "es"
    assert "Acepta pacientes nuevos" in page.get_text()
    links = {link["hreflang"]: link["href"] for link in page("link", rel="alternate") if link.get("hreflang")}
    assert links["en"] == "https://harbor.example/providers/ana-diaz/"
    assert links["es"] == "https://harbor.example/es/providers/ana-diaz/"
    assert links["x-default"] == links["en"]
    assert (public.folder / "es/about/index.html").is_file()
    assert (public.folder / "es/404.html").is_file()


def test_a_base_path_is_in_front_of_every_link(site):
    public = site().build(base_url="https://user.example/harbor")
    for file in public.tree():
        if file.endswith(".html"):
            for link in public.html(file)(["a", "link", "img", "script"]):
                target = link.get("href") or link.get("src") or "#"
                assert target.startswith(("/harbor/", "#", "https://", "tel:", "mailto:")), (file, target)


def test_every_internal_link_of_the_site_leads_to_a_file(site):
    reviews = "".join(review(number) for number in range(1, 23))
    folder = site(reviews + "-- content/pages/about.md --\n---\ntitle: About\nnav: 1\n---\n[Find](/find/)\n")
    folder.edit("site.yaml", "time_zone", "languages: [en, es]\ntime_zone")
    public = folder.build()
    tree = public.tree()
    for file in tree:
        if file.endswith(".html"):
            page = public.html(file)
            for link in page(["a", "link", "img", "script"]):
                target = (link.get("href") or link.get("src") or "").partition("#")[0]
                if target.startswith("/"):
                    wanted = target[1:] + ("index.html" if target.endswith("/") else "")
                    assert wanted in tree, (file, target)


def test_redirects_are_written_for_hosts_and_as_pages(site):
    folder = site()
    folder.edit(
        "site.yaml",
        "time_zone",
        "redirects: {/old/doctor: /providers/ana-diaz/}\n"
        "hosting: {cname: harbor.example, redirect_pages: true}\ntime_zone",
    )
    public = folder.build()
    assert public.bytes("_redirects") == b"/old/doctor /providers/ana-diaz/ 301\n"
    assert public.bytes("CNAME") == b"harbor.example\n"
    assert b"url=/providers/ana-diaz/" in public.bytes("old/doctor/index.html")


def test_owners_markdown_cannot_carry_scripts(site):
    body = '## Us\n<script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">a</a> <b>bold</b>'
    public = site(f"-- content/pages/about.md --\n---\ntitle: About\n---\n{body}\n").build()
    page = public.html("about/index.html")
    assert "alert(1)" not in str(page.main)
    assert "onclick" not in str(page.main)
    assert page.main.b.get_text() == "bold"
    assert page.main.h2.get_text() == "Us"


def test_all_findings_of_all_files_come_in_one_run_with_line_and_column(site):
    folder = site(
        review(1, rating=9) + "-- content/providers/bo.yaml --\nname: {given: Bo, familly: Lee}\nkind: dentst\n"
    )
    folder.edit("content/providers/ana-diaz.yaml", "location: downtown", "location: dwntown")
    result = folder.try_build()
    assert not result.published
    rows = [(one.path, one.line, one.column, one.code, one.name) for one in result.report.findings]
    assert ("content/providers/ana-diaz.yaml", 5, 24, "SRC003", "dangling-reference") in rows
    assert ("content/providers/bo.yaml", 1, 19, "SRC002", "unknown-key") in rows
    assert ("content/providers/bo.yaml", 2, 7, "SRC002", "wrong-type") in rows
    assert any(path.endswith("r-000000000001.yaml") and line == 3 for path, line, *_ in rows)
    hints = {one.hint for one in result.report.findings}
    assert {"did you mean downtown?", "did you mean family?", "did you mean dentist?"} <= hints


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("content/providers/ana-diaz.yaml", "kind: dentist", 'kind: dentist\nnpi: "1234567890"', "SRC005"),
        ("content/locations/downtown.yaml", "+13125550101", "+1312555", "SRC007"),
        ("content/locations/downtown.yaml", "phone:", 'hours: {mon: "09:00-12:00, 11:00-13:00"}\nphone:', "SRC008"),
    ],
)
def test_a_rule_that_finds_an_error_stops_the_build(site, file, old, new, code):
    folder = site()
    before = folder.build().tree()
    folder.edit(file, old, new)
    result = folder.try_build()
    assert not result.published
    assert [one.code for one in result.report.errors] == [code]
    assert {
        path.relative_to(folder.root / "public").as_posix()
        for path in (folder.root / "public").rglob("*")
        if path.is_file()
    } == set(before)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/providers/ana-diaz.yaml", "kind: dentist", 'kind: dentist\nnpi: "1234567893"'),
        ("content/locations/downtown.yaml", "phone:", 'hours: {mon: "09:00-12:00, 12:00-13:00"}\nphone:'),
    ],
)
def test_a_near_miss_passes(site, file, old, new):
    folder = site()
    folder.edit(file, old, new)
    assert folder.findings() == ()


def test_a_warning_is_reported_and_does_not_stop_the_build(site):
    folder = site()
    folder.edit("content/locations/downtown.yaml", ', postal_code: "60601"', "")
    result = folder.try_build()
    assert result.published
    assert [(one.code, one.severity) for one in result.report.findings] == [("SRC009", Severity.WARNING)]
    assert folder.try_build().report.findings == result.report.findings


def test_two_providers_with_one_npi_are_refused(site):
    twin = '-- content/providers/bo-lee.yaml --\nname: {given: Bo, family: Lee}\nkind: dentist\nnpi: "1234567893"\n'
    folder = site(twin)
    folder.edit("content/providers/ana-diaz.yaml", "kind: dentist", 'kind: dentist\nnpi: "1234567893"')
    assert [(one.code, one.path, one.line) for one in folder.report().errors] == [
        ("SRC004", "content/providers/bo-lee.yaml", 3)
    ]


def test_reviews_of_somebody_without_a_profile_are_refused(site):
    orphan = review(1).replace("content/reviews/ana-diaz", "content/reviews/nobody")
    assert [one.code for one in site(orphan).report().errors] == ["SRC003"]


def test_a_folder_without_a_site_is_an_error_with_a_hint(tmp_path, site):
    with pytest.raises(UnreadableError, match=r"no site\.yaml") as caught:
        site().try_build(root=tmp_path)
    assert "init" in caught.value.hint


def test_a_folder_with_other_files_is_never_replaced(site, tmp_path):
    out = tmp_path / "documents"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(UnwritableError, match="did not write"):
        site().try_build(out=out)
    assert (out / "thesis.txt").read_text() == "years of work"


def test_a_template_that_fails_leaves_the_old_output_whole(site):
    folder = site()
    before = folder.build().tree()
    folder.write(
        "-- themes/own/theme.yaml --\nextends: default\n-- themes/own/templates/home.html --\n{{ view.nope }}\n"
    )
    folder.edit("site.yaml", "time_zone", "theme: own\ntime_zone")
    with pytest.raises(SiteGenError, match="nope"):
        folder.try_build()
    assert not list(folder.root.glob(".public.*"))
    folder.edit("themes/own/templates/home.html", "{{ view.nope }}", '{% extends "default:home.html" %}')
    after = folder.build().tree()
    assert after.keys() == before.keys()


def test_a_theme_overrides_one_template_and_keeps_the_rest(site):
    folder = site(
        "-- themes/own/theme.yaml --\nextends: default\ncolor: '#7a1f5c'\n"
        '-- themes/own/templates/page.html --\n{% extends "default:page.html" %}\n'
        "{% block title %}Mine: {{ super() }}{% endblock %}\n"
    )
    folder.edit("site.yaml", "time_zone", "theme: own\ntime_zone")
    tree = folder.build().tree()
    style = next(data for file, data in tree.items() if file.startswith("assets/site.") and file.endswith(".css"))
    assert style.startswith(b":root{--accent:#7a1f5c}")


def test_output_keeps_the_time_of_files_that_did_not_change(site):
    folder = site()
    folder.build()
    page = folder.root / "public" / PROVIDER
    os.utime(page, ns=(1, 1))
    folder.build(full=True)
    assert page.stat().st_mtime_ns == 1


def test_a_topic_that_only_a_departed_provider_names_keeps_its_page_out_of_the_index(site):
    folder = site()
    profile = "content/providers/ana-diaz.yaml"
    folder.edit(profile, "kind: dentist", "kind: dentist\nstatus: departed\nconditions: [Gout]")
    public = folder.build()
    assert public.html(PROVIDER).find("a", href="/conditions/gout/")
    page = public.html("conditions/gout/index.html")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    assert "/conditions/gout/" not in public.bytes("sitemap.xml").decode()
    assert not public.html("conditions/index.html").find("a", href="/conditions/gout/")


def test_a_site_that_tells_only_years_tells_no_months_of_receipt(site):
    folder = site(review(1, text="Good", month="2026-03"))
    folder.edit("site.yaml", "time_zone", "reviews: {received_precision: year}\ntime_zone")
    page = folder.build().html(PROVIDER)
    assert page.find(attrs={"data-field": "received"})["data-value"] == "2026"
    assert "March" not in page.find("article", class_="review").get_text()
