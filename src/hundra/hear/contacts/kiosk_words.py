"""What the reception says to visitors in their own language.

These few sentences stand here and not among the translations of the interface, since they are
shown in more languages than the interface has. Swedish Sign Language is met in written Swedish.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`reason`: the question; `other`: something else; `number`: your number; `wait`: what now."""

    reason: str
    other: str
    number: str
    wait: str


OWN_NAMES = {
    "sv": "Svenska",
    "en": "English",
    "ar": "العربية",
    "az": "Azərbaycanca",
    "bs": "Bosanski",
    "ckb": "کوردیی سۆرانی",
    "de": "Deutsch",
    "es": "Español",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "hr": "Hrvatski",
    "it": "Italiano",
    "kmr": "Kurmancî",
    "kmr-bad": "بادینی",
    "pl": "Polski",
    "prs": "دری",
    "ru": "Русский",
    "sgn-swe": "Svenskt teckenspråk",
    "so": "Soomaali",
    "sr": "Српски",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "fit": "Meänkieli",
    "se": "Davvisámegiella",
}
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "prs", "kmr-bad"}

_SWEDISH = Words(
    "Vad gäller ditt ärende?",
    "Något annat",
    "Ditt nummer",
    "Sätt dig gärna. När ditt nummer visas på skärmen är det din tur.",
)
_PERSIAN = Words(
    "موضوع مراجعهٔ شما چیست؟",
    "موضوع دیگر",
    "شمارهٔ شما",
    "لطفاً بنشینید. وقتی شمارهٔ شما روی صفحه نمایش داده شود، نوبت شماست.",
)
_BOSNIAN = Words(
    "O čemu se radi?",
    "Nešto drugo",
    "Vaš broj",
    "Molimo sjednite. Kada se Vaš broj pojavi na ekranu, Vi ste na redu.",
)
WORDS = {
    "sv": _SWEDISH,
    "sgn-swe": _SWEDISH,
    "en": Words(
        "What is it about?",
        "Something else",
        "Your number",
        "Please take a seat. When your number is on the screen, it is your turn.",
    ),
    "ar": Words(
        "ما هو موضوع زيارتك؟",
        "موضوع آخر",
        "رقمك",
        "تفضل بالجلوس. عندما يظهر رقمك على الشاشة يحين دورك.",
    ),
    "az": Words(
        "Müraciətiniz nə ilə bağlıdır?",
        "Başqa məsələ",
        "Sizin nömrəniz",
        "Zəhmət olmasa, əyləşin. Nömrəniz ekranda görünəndə növbə sizindir.",
    ),
    "bs": _BOSNIAN,
    "hr": Words(
        "O čemu se radi?",
        "Nešto drugo",
        "Vaš broj",
        "Molimo sjednite. Kada se Vaš broj pojavi na zaslonu, na redu ste.",
    ),
    "sr": Words(
        "О чему се ради?",
        "Нешто друго",
        "Ваш број",
        "Молимо седите. Када се Ваш број појави на екрану, на реду сте.",
    ),
    "ckb": Words(
        "سەردانەکەت لەبارەی چییە؟",
        "شتێکی تر",
        "ژمارەکەت",
        "تکایە دانیشە. کاتێک ژمارەکەت لەسەر شاشەکە دەرکەوت، نۆرەی تۆیە.",
    ),
    "kmr": Words(
        "Mijara serdana te çi ye?",
        "Tiştekî din",
        "Hejmara te",
        "Ji kerema xwe rûne. Dema hejmara te li ser ekranê xuya bû, dora te ye.",
    ),
    "kmr-bad": Words(
        "بابەتێ سەرەدانا تە چییە؟",
        "تشتەکێ دی",
        "ژمارا تە",
        "ژ کەرەما خۆ روونە. دەمێ ژمارا تە ل سەر شاشێ دیار بوو، دۆرا تەیە.",
    ),
    "de": Words(
        "Worum geht es?",
        "Etwas anderes",
        "Ihre Nummer",
        "Bitte nehmen Sie Platz. Wenn Ihre Nummer angezeigt wird, sind Sie an der Reihe.",
    ),
    "es": Words(
        "¿De qué se trata?",
        "Otra cosa",
        "Su número",
        "Tome asiento, por favor. Cuando su número aparezca en la pantalla, será su turno.",
    ),
    "fa": _PERSIAN,
    "prs": Words(
        "موضوع مراجعهٔ شما چیست؟",
        "موضوع دیگر",
        "نمبر شما",
        "لطفاً بنشینید. وقتی نمبر شما روی پرده نشان داده شود، نوبت شماست.",
    ),
    "fi": Words(
        "Mitä asiasi koskee?",
        "Jotain muuta",
        "Numerosi",
        "Istu alas. Kun numerosi näkyy näytöllä, on sinun vuorosi.",
    ),
    "fr": Words(
        "De quoi s’agit-il ?",
        "Autre chose",
        "Votre numéro",
        "Veuillez vous asseoir. Quand votre numéro s’affiche à l’écran, c’est à vous.",
    ),
    "it": Words(
        "Di che cosa si tratta?",
        "Altro",
        "Il suo numero",
        "Si accomodi. Quando il suo numero appare sullo schermo, è il suo turno.",
    ),
    "pl": Words(
        "Czego dotyczy sprawa?",
        "Coś innego",
        "Twój numer",
        "Proszę usiąść. Gdy Twój numer pojawi się na ekranie, będzie Twoja kolej.",
    ),
    "ru": Words(
        "По какому вопросу вы пришли?",
        "Другой вопрос",
        "Ваш номер",
        "Пожалуйста, присядьте. Когда ваш номер появится на экране, подойдёт ваша очередь.",
    ),
    "so": Words(
        "Arrintaadu waa maxay?",
        "Wax kale",
        "Lambarkaaga",
        "Fadlan fadhiiso. Marka lambarkaagu ka soo baxo shaashadda, waa markaaga.",
    ),
    "tr": Words(
        "Konunuz nedir?",
        "Başka bir konu",
        "Numaranız",
        "Lütfen oturun. Numaranız ekranda göründüğünde sıra sizdedir.",
    ),
    "uk": Words(
        "З якого питання ви прийшли?",
        "Інше питання",
        "Ваш номер",
        "Будь ласка, сідайте. Коли ваш номер з’явиться на екрані, підійде ваша черга.",
    ),
}


def own_name(language: str) -> str:
    """The language's name in the language itself; its code where we know no name."""
    return OWN_NAMES.get(language, language)


def words(language: str) -> Words:
    """The sentences in the language; in English for those we have not got."""
    return WORDS.get(language, WORDS["en"])


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
