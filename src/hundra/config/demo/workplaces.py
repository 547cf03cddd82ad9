"""What the fictional municipality is made of: workplaces, titles, places and names."""

from __future__ import annotations

from dataclasses import dataclass

DIRECTOR = "Kommundirektör"


@dataclass(frozen=True)
class Department:
    """`share` is the weight in staff; `units` are patterns of names with a {place}."""

    name: str
    share: float
    units: tuple[str, ...]
    titles: tuple[tuple[str, int], ...]
    head: str = "Avdelningschef"
    manager: str = "Enhetschef"
    area: str = "Område"


@dataclass(frozen=True)
class Administration:
    committee: str
    name: str
    head: str
    departments: tuple[Department, ...]


ADMINISTRATIONS = (
    Administration(
        "Socialnämnden",
        "Socialförvaltningen",
        "Socialchef",
        (
            Department(
                "Särskilda boenden för äldre",
                20,
                (
                    "Äldreboendet {places}gården",
                    "Äldreboendet {places}hemmet",
                    "Vårdboendet Solsidan i {place}",
                    "Demensboendet Lyktan i {place}",
                ),
                (
                    ("Undersköterska", 62),
                    ("Vårdbiträde", 20),
                    ("Aktivitetssamordnare", 5),
                    ("Måltidsvärd", 6),
                    ("Administrativ assistent", 3),
                ),
            ),
            Department(
                "Hemtjänst",
                11,
                ("Hemtjänsten {place}", "Nattpatrullen {place}", "Trygghetslarmet {place}"),
                (("Undersköterska", 60), ("Vårdbiträde", 32), ("Planerare", 6)),
            ),
            Department(
                "Stöd och service till personer med funktionsnedsättning",
                14,
                (
                    "Gruppbostaden {place}",
                    "Servicebostaden {place}",
                    "Daglig verksamhet {place}",
                    "Personlig assistans {place}",
                ),
                (
                    ("Stödassistent", 45),
                    ("Stödpedagog", 14),
                    ("Personlig assistent", 35),
                    ("Arbetshandledare", 8),
                ),
            ),
            Department(
                "Individ- och familjeomsorg",
                7,
                (
                    "Mottagningen {place}",
                    "Barn och familj {place}",
                    "Ekonomiskt bistånd {place}",
                    "Öppenvården {place}",
                    "Familjehemsvården {place}",
                ),
                (
                    ("Socialsekreterare", 60),
                    ("Familjebehandlare", 12),
                    ("Biståndshandläggare", 14),
                    ("Socialadministratör", 9),
                ),
            ),
            Department(
                "Hälso- och sjukvård",
                5,
                ("Sjuksköterskorna {place}", "Rehabteamet {place}", "Hjälpmedelsteamet {place}"),
                (
                    ("Sjuksköterska", 55),
                    ("Distriktssköterska", 12),
                    ("Arbetsterapeut", 18),
                    ("Fysioterapeut", 15),
                ),
            ),
        ),
    ),
    Administration(
        "Barn- och utbildningsnämnden",
        "Barn- och utbildningsförvaltningen",
        "Skolchef",
        (
            Department(
                "Förskola",
                12,
                (
                    "Förskolan Kotten i {place}",
                    "Förskolan Regnbågen i {place}",
                    "{places} förskola",
                ),
                (("Förskollärare", 42), ("Barnskötare", 46), ("Kock", 6), ("Resurspedagog", 4)),
                head="Verksamhetschef",
                manager="Rektor",
            ),
            Department(
                "Grundskola",
                14,
                ("{places}kolan", "{places} skola F–6", "{places} högstadium"),
                (
                    ("Lärare", 60),
                    ("Lärare i fritidshem", 14),
                    ("Elevassistent", 12),
                    ("Specialpedagog", 5),
                    ("Skoladministratör", 3),
                ),
                head="Verksamhetschef",
                manager="Rektor",
            ),
            Department(
                "Gymnasium och vuxenutbildning",
                5,
                ("Gymnasieprogrammen vid {place}", "Vuxenutbildningen {place}"),
                (("Gymnasielärare", 62), ("Yrkeslärare", 18), ("Studie- och yrkesvägledare", 5)),
                head="Verksamhetschef",
                manager="Rektor",
            ),
            Department(
                "Elevhälsa",
                2,
                ("Elevhälsoteamet {place}",),
                (
                    ("Skolsköterska", 30),
                    ("Kurator", 30),
                    ("Skolpsykolog", 14),
                    ("Logoped", 6),
                ),
            ),
        ),
    ),
    Administration(
        "Samhällsbyggnadsnämnden",
        "Samhällsbyggnadsförvaltningen",
        "Samhällsbyggnadschef",
        (
            Department(
                "Gator, parker och vatten",
                3,
                ("Gata {place}", "Park {place}", "Vatten och avlopp {place}"),
                (("Drifttekniker", 40), ("Parkarbetare", 25), ("Anläggningsarbetare", 22)),
            ),
            Department(
                "Bygglov, miljö och planer",
                2,
                ("Bygglov {place}", "Miljö och hälsa {place}", "Planer {place}"),
                (("Bygglovshandläggare", 30), ("Miljöinspektör", 32), ("Planarkitekt", 20)),
            ),
            Department(
                "Fastigheter, kost och städ",
                5,
                ("Köken i {place}", "Städ {place}", "Fastighetsskötsel {place}"),
                (("Kock", 22), ("Måltidsbiträde", 26), ("Lokalvårdare", 34), ("Vaktmästare", 16)),
            ),
            Department(
                "Räddningstjänst",
                1.2,
                ("Räddningsstationen i {place}",),
                (("Brandman", 70), ("Styrkeledare", 15), ("Brandinspektör", 8)),
            ),
        ),
    ),
    Administration(
        "Kultur- och fritidsnämnden",
        "Kultur- och fritidsförvaltningen",
        "Kultur- och fritidschef",
        (
            Department(
                "Kultur och bibliotek",
                1.6,
                ("Biblioteket i {place}", "Kulturskolan {place}", "Museet i {place}"),
                (("Bibliotekarie", 45), ("Kulturskolelärare", 30), ("Biblioteksassistent", 18)),
            ),
            Department(
                "Fritid och ungdom",
                1.4,
                ("Badhuset i {place}", "Fritidsgården {place}", "Ishallen i {place}"),
                (("Fritidsledare", 46), ("Badvärd", 26), ("Maskinist", 12)),
            ),
        ),
    ),
    Administration(
        "Kommunstyrelsen",
        "Kommunledningsförvaltningen",
        "Förvaltningschef",
        (
            Department(
                "Service och kommunikation",
                1.2,
                ("Servicecenter {place}", "Kommunikation {place}"),
                (("Kommunvägledare", 50), ("Kommunikatör", 25), ("Webbredaktör", 8)),
            ),
            Department(
                "HR, ekonomi och it",
                2.2,
                ("HR {place}", "Ekonomi {place}", "It-service {place}", "Upphandling {place}"),
                (
                    ("HR-specialist", 22),
                    ("Ekonom", 24),
                    ("Lönehandläggare", 16),
                    ("It-tekniker", 22),
                    ("Upphandlare", 8),
                ),
            ),
            Department(
                "Arbetsmarknad och näringsliv",
                1.4,
                ("Arbetsmarknad {place}", "Näringsliv {place}"),
                (("Arbetskonsulent", 50), ("Handledare", 34), ("Näringslivsutvecklare", 8)),
            ),
        ),
    ),
)


_PLACES = (
    "Gran Sagol Låts Påhitt Ingenst Dröm Måne Trolls Lyckl Fabel "
    "Svamp Blåklock Kotte Igelkott Tomt Saga Hittep Snigel"
)
_PLACE_ENDS = "by åkra vik sund hult torp näs hamn ås lösa"
_GIVEN = (
    "Alva Bo Cilla Disa Ebba Folke Greta Hampus Ines Jonna Kerstin Love Malte Nora Olle "
    "Petra Rut Signe Ture Ulrika Vera Ylva Åke Ängla Örjan Ali Amina Dragan Fatima Hassan "
    "Jasmina Leila Mehmet Nadia Omar Parisa Samira Tarek Yasmin Zahra Agnes Birger Doris "
    "Edvin Freja Gunnar Hilda Ivar Julia Klara Lovisa Märta Nils Otto Pia Ragnar Stina "
    "Tilde Uno Viggo"
)
_GIVEN_DOUBLE = "Anna Karin,Eva Lena,Karl Johan,Lars Erik,Maj Britt,Per Olof,Ann Sofie,Jan Åke"
_FAMILY = (
    "Påhitt Exempel Låtsas Fantasi Sago Dikt Prov Sken Nästan Kanske Utkast Mönster Modell "
    "Övnings Hitte Drömme Fabel Skiss Tänke Lek"
)
_FAMILY_ENDS = "sson berg kvist ström lund dal gren man stedt feldt fors mark hed strand löv sjö"


def place_names() -> list[str]:
    """Invented places, pronounceable and on no map that we know of."""
    return [start + end for start in _PLACES.split() for end in _PLACE_ENDS.split()]


def given_names() -> list[str]:
    return _GIVEN.split() + _GIVEN_DOUBLE.split(",")


def family_names() -> list[str]:
    """Surnames that nobody bears: made up, and telling so."""
    return [start + end for start in _FAMILY.split() for end in _FAMILY_ENDS.split()]
