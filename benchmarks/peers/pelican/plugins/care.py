"""Pages of providers, lists of them and a sitemap, out of YAML."""

import json
from pathlib import Path

import markdown
import yaml
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

PAGE = 100


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def slug(text):
    return "".join(sign if sign.isalnum() else "-" for sign in text.lower())


def standing(provider, reviews):
    ratings = [*provider["other_ratings"], *(review["rating"] for review in reviews if review.get("rating"))]
    mean = f"{10 * sum(ratings) // len(ratings) / 10:.1f}" if len(ratings) >= 3 else ""
    return {"count": len(ratings), "mean": mean, "stars": {star: ratings.count(star) for star in range(5, 0, -1)}}


class CareGenerator(Generator):
    def generate_context(self):
        root = Path(self.path)
        self.places = read(root / "places.yaml")
        writer = markdown.Markdown()
        self.providers = []
        for path in sorted((root / "providers").glob("*.yaml")):
            provider = read(path)
            reviews = [read(one) for one in (root / "reviews" / path.stem).glob("*.yaml")]
            reviews.sort(key=lambda review: review["received"], reverse=True)
            provider |= {"reviews": reviews, "standing": standing(provider, reviews), "url": f"/providers/{path.stem}/"}
            provider["bio"] = Markup(writer.reset().convert(provider["bio"]))
            self.providers.append(provider)

    def generate_output(self, writer):
        kinds = [(kind, self.topics(kind)) for kind in ("specialties", "cities")]
        urls = ["/", *(f"/{kind}/" for kind, _topics in kinds), *(provider["url"] for provider in self.providers)]
        self.write(writer, "home", "/", title=self.settings["SITENAME"], topics=kinds[0][1])
        for kind, topics in kinds:
            self.write(writer, "topics", f"/{kind}/", title=kind.capitalize(), topics=topics)
        for provider in self.providers:
            graph = json.dumps(self.graph(provider), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            page = {"title": provider["title"], "provider": provider, "places": self.places, "graph": Markup(graph)}
            self.write(writer, "provider", provider["url"], **page)
        lists = [("Find care", "/providers/", self.providers), *(topic for _kind, topics in kinds for topic in topics)]
        for title, base, members in lists:
            urls.extend(self.pages(writer, title, base, members))
        Path(self.output_path, "sitemap.xml").write_text(self.sitemap(urls), encoding="utf-8")

    def topics(self, kind):
        found = {}
        for provider in self.providers:
            for name in provider[kind]:
                found.setdefault(name, []).append(provider)
        return [(name, f"/{kind}/{slug(name)}/", members) for name, members in sorted(found.items())]

    def pages(self, writer, title, base, members):
        count = max(1, -(-len(members) // PAGE))
        addresses = [base if number == 1 else f"{base}page/{number}/" for number in range(1, count + 1)]
        for index, url in enumerate(addresses):
            here = members[index * PAGE : (index + 1) * PAGE]
            shown = {"title": title, "total": len(members), "members": here, "pager": addresses, "places": self.places}
            self.write(writer, "list", url, **shown)
        return addresses

    def write(self, writer, template, url, **values):
        file = f"{url.strip('/')}/index.html".lstrip("/")
        writer.write_file(file, self.get_template(template), self.context, url=url, **values)

    def sitemap(self, urls):
        site = self.settings["SITEURL"]
        rows = "".join(f"<url><loc>{site}{url}</loc></url>\n" for url in urls)
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{rows}</urlset>\n"
        )

    def graph(self, provider):
        site, url = self.settings["SITEURL"], self.settings["SITEURL"] + provider["url"]
        crumbs = [("Find care", f"{site}/providers/"), (provider["title"], url)]
        about = {
            "@type": "IndividualPhysician",
            "@id": f"{url}#provider",
            "name": provider["title"],
            "url": url,
            "telephone": provider["locations"][0]["phone"],
            "medicalSpecialty": provider["specialties"],
            "review": [self.review(url, review) for review in provider["reviews"]],
        }
        if provider["standing"]["mean"]:
            about["aggregateRating"] = {
                "@type": "AggregateRating",
                "ratingValue": provider["standing"]["mean"],
                "reviewCount": provider["standing"]["count"],
                "bestRating": 5,
                "worstRating": 1,
            }
        person = {
            "@type": "Person",
            "@id": f"{url}#person",
            "name": provider["title"],
            "honorificSuffix": provider["name"]["suffix"],
            "jobTitle": provider["profession"],
            "knowsLanguage": provider["languages"],
            "worksFor": {"@type": "MedicalOrganization", "name": self.settings["SITENAME"]},
        }
        trail = [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate(crumbs, 1)
        ]
        nodes = [
            {"@type": "BreadcrumbList", "itemListElement": trail},
            {"@type": "ProfilePage", "@id": url, "mainEntity": {"@id": f"{url}#person"}},
            person,
            about,
        ]
        return {"@context": "https://schema.org", "@graph": nodes}

    def review(self, url, review):
        made = {
            "@type": "Review",
            "@id": f"{url}#review-{review['id']}",
            "datePublished": review["received"],
            "reviewBody": review["text"],
            "author": {"@type": "Person", "name": review.get("author", "Anonymous patient")},
        }
        if review.get("rating"):
            made["reviewRating"] = {
                "@type": "Rating",
                "ratingValue": review["rating"],
                "bestRating": 5,
                "worstRating": 1,
            }
        if review.get("title"):
            made["name"] = review["title"]
        if review.get("reply"):
            made["comment"] = {"@type": "Comment", "text": review["reply"]}
        return made


def generators(pelican):
    return CareGenerator


def register():
    signals.get_generators.connect(generators)
