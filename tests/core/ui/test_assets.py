import pytest

from hundra.core.ui import assets

SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_the_theme_is_served_once_and_then_not_modified(client):
    first = client.get("/tema.css")
    assert first.headers["Content-Type"] == "text/css"
    assert "--ds-color-accent-base-default:#0b5c74" in first.text
    again = client.get("/tema.css", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_another_brand_colour_is_another_theme(client, settings):
    before = client.get("/tema.css").headers["ETag"]
    settings.BRAND_COLOR = "#7a1f3d"
    after = client.get("/tema.css")
    assert after.headers["ETag"] != before
    assert "#7a1f3d" in after.text


def test_the_look_is_given_without_cookies(client):
    for address in ("/tema.css", "/ikon.svg"):
        assert client.get(address).cookies == {}


def test_a_logo_that_holds_a_script_is_served_as_a_picture_that_cannot_run_it(
    client, settings, tmp_path
):
    settings.LOGO_PATH = tmp_path / "logo.svg"
    settings.LOGO_PATH.write_text(SCRIPTED)
    response = client.get("/logotyp")
    assert response.getvalue() == SCRIPTED.encode()
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["logo.html", "missing.png"])
def test_what_is_no_picture_is_not_served(client, settings, tmp_path, name):
    (tmp_path / "logo.html").write_text("<p>no</p>")
    settings.LOGO_PATH = tmp_path / name
    assert client.get("/logotyp").status_code == 404


@pytest.mark.parametrize(("brand", "mark"), [("#ffd600", "#000000"), ("#0b5c74", "#ffffff")])
def test_the_icon_can_be_seen_on_the_brand_colour(client, settings, brand, mark):
    settings.BRAND_COLOR = brand
    icon = client.get("/ikon.svg").text
    assert f'fill="{brand}"' in icon
    assert f'stroke="{mark}"' in icon


def test_logo_types_are_pictures_only():
    assert set(assets.LOGO_TYPES) == {".svg", ".png", ".jpg", ".jpeg", ".webp"}
