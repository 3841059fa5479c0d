"""A name on a network and the address of the profile are the same profile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.model.people import Contact
from cvtex.text.networks import NETWORKS

WRITTEN = [
    ("github", "ada", "https://github.com/ada"),
    ("github", "@ada", "https://github.com/ada"),
    ("github", "github.com/ada", "https://github.com/ada"),
    ("github", "http://www.github.com/ada/?tab=repositories", "https://github.com/ada"),
    ("gitlab", "https://gitlab.com/ada.b", "https://gitlab.com/ada.b"),
    ("linkedin", "https://de.linkedin.com/in/ada-b/", "https://linkedin.com/in/ada-b"),
    ("linkedin", "https://www.LinkedIn.com/in/jürgen", "https://linkedin.com/in/jürgen"),
    ("google_scholar", "AbC-dEf_AAAJ", "https://scholar.google.com/citations?user=AbC-dEf_AAAJ"),
    (
        "google_scholar",
        "https://scholar.google.co.uk/citations?hl=en&user=AbC&view_op=list",
        "https://scholar.google.com/citations?user=AbC",
    ),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ("mastodon", "@ada@social.example.org", "https://social.example.org/@ada"),
    ("mastodon", "https://social.example.org/@ada", "https://social.example.org/@ada"),
    ("bluesky", "@ada.bsky.social", "https://bsky.app/profile/ada.bsky.social"),
    ("bluesky", "https://bsky.app/profile/ada.example.org", "https://bsky.app/profile/ada.example.org"),
    ("x", "https://twitter.com/ada", "https://x.com/ada"),
    ("dblp", "https://dblp.uni-trier.de/pid/l/DonaldEKnuth.html", "https://dblp.org/pid/l/DonaldEKnuth"),
    ("dblp", "65/9612-2", "https://dblp.org/pid/65/9612-2"),
    ("openreview", "https://openreview.net/profile?id=~Ada_B1", "https://openreview.net/profile?id=~Ada_B1"),
    ("researchgate", "https://www.researchgate.net/profile/Ada-B-2", "https://researchgate.net/profile/Ada-B-2"),
    ("scopus", "7004212771", "https://scopus.com/authid/detail.uri?authorId=7004212771"),
    (
        "web_of_science",
        "https://www.webofscience.com/wos/author/record/A-1009-2008",
        "https://webofscience.com/wos/author/record/A-1009-2008",
    ),
    ("arxiv", "https://arxiv.org/a/lark_m_1", "https://arxiv.org/a/lark_m_1"),
]
REFUSED = [
    ("github", "https://gitlab.com/ada"),
    ("github", "https://github.com/ada/project"),
    ("github", "ada lovelace"),
    ("github", "https://github.com/https://github.com/ada"),
    ("linkedin", "https://www.linkedin.com/company/pond"),
    ("google_scholar", "https://scholar.google.com/citations?hl=en"),
    ("mastodon", "ada"),
    ("x", "a_name_that_is_too_long"),
    ("bluesky", "ada"),
    ("orcid", "0000-0002"),
    ("dblp", "Ada Lovelace"),
    ("scopus", "https://[broken"),
    ("github", ""),
]


@pytest.mark.parametrize(("network", "written", "url"), WRITTEN)
def test_a_name_or_an_address_gives_the_profile(network: str, written: str, url: str) -> None:
    found = NETWORKS[network]
    name = found.read(written)
    assert name is not None
    assert (found.url(name), found.read(name), found.read(found.url(name))) == (url, name, name)


@pytest.mark.parametrize(("network", "written"), REFUSED)
def test_anything_else_is_refused(network: str, written: str) -> None:
    assert NETWORKS[network].read(written) is None


@pytest.mark.parametrize("network", NETWORKS)
def test_the_example_of_each_network_is_valid(network: str) -> None:
    assert NETWORKS[network].read(NETWORKS[network].example) == NETWORKS[network].example


def test_each_network_is_a_field() -> None:
    assert set(NETWORKS) <= set(Contact.__struct_fields__)


@given(st.sampled_from(sorted(NETWORKS)), st.text(alphabet="ada.@/:?=&~-_% 0\n", max_size=400))
def test_any_text_is_read_or_refused(network: str, written: str) -> None:
    name = NETWORKS[network].read(written)
    assert name is None or NETWORKS[network].url(name).startswith("https://")
