"""Articles of a municipality that never was, and what people ask about them, from a seed.

Each has a title, a short answer and a body of some 80 words, put together of services, errands
and places: about as many different words as such a site has, most of them compounds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class MadeArticle:
    title: str
    short: str
    body: str


def _listed(words: str) -> list[str]:
    return words.split()


# Indefinite and definite form.
SERVICES = _listed(
    """
    hemtjänst:hemtjänsten trygghetslarm:trygghetslarmet matdistribution:matdistributionen
    färdtjänst:färdtjänsten riksfärdtjänst:riksfärdtjänsten ledsagning:ledsagningen
    anhörigstöd:anhörigstödet växelvård:växelvården dagverksamhet:dagverksamheten
    korttidsboende:korttidsboendet äldreboende:äldreboendet
    servicelägenhet:servicelägenheten bostadsanpassning:bostadsanpassningen
    personlig_assistans:den_personliga_assistansen kontaktperson:kontaktpersonen
    boendestöd:boendestödet avlösarservice:avlösarservicen gruppbostad:gruppbostaden
    budgetrådgivning:budgetrådgivningen skuldsanering:skuldsaneringen
    försörjningsstöd:försörjningsstödet familjerådgivning:familjerådgivningen
    familjehem:familjehemmet orosanmälan:orosanmälan fältverksamhet:fältverksamheten
    missbruksvård:missbruksvården kvinnofrid:kvinnofridsarbetet
    förskoleplats:förskoleplatsen fritidshem:fritidshemmet skolskjuts:skolskjutsen
    modersmålsundervisning:modersmålsundervisningen elevhälsa:elevhälsan skolbyte:skolbytet
    särskilt_stöd:det_särskilda_stödet gymnasieval:gymnasievalet
    inackorderingstillägg:inackorderingstillägget vuxenutbildning:vuxenutbildningen
    svenskundervisning:svenskundervisningen studievägledning:studievägledningen
    kulturskola:kulturskolan bibliotekskort:bibliotekskortet simskola:simskolan
    föreningsbidrag:föreningsbidraget lokalbokning:lokalbokningen idrottshall:idrottshallen
    konstgräsplan:konstgräsplanen ishall:ishallen skidspår:skidspåret badplats:badplatsen
    lekplats:lekplatsen odlingslott:odlingslotten hundrastgård:hundrastgården
    parkeringstillstånd:parkeringstillståndet boendeparkering:boendeparkeringen
    snöröjning:snöröjningen gatubelysning:gatubelysningen trafikskylt:trafikskylten
    cykelväg:cykelvägen vägbidrag:vägbidraget grävtillstånd:grävtillståndet
    torghandel:torghandeln uteservering:uteserveringen markupplåtelse:markupplåtelsen
    bygglov:bygglovet rivningslov:rivningslovet strandskyddsdispens:strandskyddsdispensen
    förhandsbesked:förhandsbeskedet nybyggnadskarta:nybyggnadskartan tomtkö:tomtkön
    detaljplan:detaljplanen fastighetsmätning:fastighetsmätningen eldstad:eldstaden
    sotning:sotningen ventilationskontroll:ventilationskontrollen
    radonmätning:radonmätningen enskilt_avlopp:det_enskilda_avloppet värmepump:värmepumpen
    köldmedierapport:köldmedierapporten dricksvatten:dricksvattnet
    vattenmätare:vattenmätaren fettavskiljare:fettavskiljaren sophämtning:sophämtningen
    matavfall:matavfallet grovavfall:grovavfallet latrintömning:latrintömningen
    återvinningscentral:återvinningscentralen slamtömning:slamtömningen
    livsmedelskontroll:livsmedelskontrollen serveringstillstånd:serveringstillståndet
    tobakstillstånd:tobakstillståndet alkoholservering:alkoholserveringen lotteri:lotteriet
    eldningsförbud:eldningsförbudet brandskydd:brandskyddet tillsynsavgift:tillsynsavgiften
    företagslots:företagslotsen näringslivskontor:näringslivskontoret
    upphandling:upphandlingen sommarjobb:sommarjobbet feriepraktik:feriepraktiken
    borgerlig_vigsel:den_borgerliga_vigseln medborgarförslag:medborgarförslaget
    överklagande:överklagandet god_man:den_gode_mannen
    allmän_handling:den_allmänna_handlingen dödsboanmälan:dödsboanmälan
    gravskötsel:gravskötseln
    """
)

PLACES = _listed(
    """
    Norrgranby Sörgranby Granbyhamn Ekliden Tallmon Björkudden Kvarnbacken Åkersvik
    Lillforsen Storforsen Rönnholmen Klockarbyn Slåttervik Myrheden Furulund Grindstad
    Hällnäset Kolarbo Ålunda Älgsered Östanbro Västanbro Vitsippsdalen Fågelsången
    Lärkvreten Brunnsparken Sandviksnäs Granbyfjärden Hammarvreten Skogstorp Ladugårdsviken
    Bäckfallet Solrosgården Prästvallen Tegelbruket Gruvstaden Stationsbyn Mejeritorget
    Hamnmagasinet Kyrkslätten
    """
)

# Title, question, short answer and a sentence or two for the body; {s} indefinite, {d} definite.
ERRANDS = (
    (
        "Ansök om {s} i {p}",
        "hur ansöker jag om {s} i {p}",
        "Du ansöker om {s} i e-tjänsten eller på blankett.",
        "Ansökan gäller den som är folkbokförd i {p}. Beskriv vad du behöver och varför, och skicka"
        " med intyg om du har. Handläggaren hör av sig när ansökan är komplett.",
    ),
    (
        "Avgifter för {s} i {p}",
        "vad kostar {s} i {p}",
        "Avgiften för {s} följer taxan som kommunfullmäktige har beslutat.",
        "Fakturan för {d} kommer månaden efter. Du kan betala med autogiro eller e-faktura. Har du"
        " låg inkomst kan avgiften sänkas efter en inkomstprövning.",
    ),
    (
        "Lämna synpunkter på {d} i {p}",
        "klaga på {s} {p}",
        "Synpunkter på {d} lämnar du i formuläret eller på telefon.",
        "Berätta vad som hände och när. Enhetschefen i {p} svarar inom tio arbetsdagar. Du får vara"
        " anonym, men då kan vi inte återkomma till dig.",
    ),
    (
        "Väntetid och kö till {s} i {p}",
        "hur lång är kön till {s} i {p}",
        "Väntetiden till {s} är oftast mellan tre veckor och fyra månader.",
        "Kön till {d} ordnas efter anmälningsdag, men den med störst behov går före. Du ser din"
        " plats när du loggar in. Tackar du nej två gånger tas du bort ur kön.",
    ),
    (
        "Ändra eller avsluta {s} i {p}",
        "säga upp {s} {p}",
        "Du ändrar eller avslutar {s} minst en månad i förväg.",
        "Uppsägningen av {d} ska vara skriftlig. Flyttar du från {p} upphör beslutet vid flytten."
        " Utrustning som du har lånat lämnar du tillbaka till receptionen.",
    ),
    (
        "Öppettider och kontakt: {s} i {p}",
        "telefon öppettider {s} {p}",
        "Personalen för {d} når du på vardagar mellan åtta och fyra.",
        "Besök oss i {p}, gärna efter att ha bokat tid. Aftnar och klämdagar stänger vi tidigare."
        " Vid akuta händelser ringer du jourtelefonen dygnet runt.",
    ),
    (
        "Så handlägger vi ärenden om {s} i {p}",
        "handläggningstid {s} {p}",
        "Ett beslut om {s} tar normalt sex till åtta veckor.",
        "Utredningen av {d} börjar när handlingarna är kompletta. Grannar och remissinstanser får"
        " yttra sig. Du kan överklaga beslutet till länsstyrelsen eller förvaltningsrätten.",
    ),
    (
        "Vem har rätt till {s} i {p}?",
        "vilka krav gäller för {s} i {p}",
        "Rätten till {s} beror på ålder, behov och var du bor.",
        "Behovet prövas enligt lagen och nämndens riktlinjer. Bor du i {p} men är skriven på annan"
        " ort gäller särskilda regler för {d}. Fråga gärna innan du ansöker.",
    ),
)
SENTENCES = (
    "Du kan få hjälp på ditt eget språk av en tolk utan kostnad.",
    "Personuppgifter behandlas enligt dataskyddsförordningen och gallras efter tre år.",
    "Ombud ska ha en fullmakt som inte är äldre än sex månader.",
    "Kommunvägledarna i servicecentret kan boka ett möte åt dig.",
    "Beslut skickas till din digitala brevlåda om du har anslutit den.",
    "Vid sjukdom eller semester tar en kollega över ditt ärende.",
    "Reglerna ses över varje höst inför nästa års budget.",
    "Ta med legitimation när du besöker kontoret.",
    "Ansvarig är enhetschefen, och nämnden följer upp kvaliteten två gånger om året.",
    "Blanketten finns också att hämta på biblioteket.",
    "Tänk på att vinterväglag kan påverka tiderna.",
    "Unga under arton år behöver vårdnadshavarnas underskrift.",
    "Den som har skyddade personuppgifter ringer i stället för att använda e-tjänsten.",
    "Tillgängligheten är god: hörslinga, ramp och automatiska dörrar finns.",
)


def made_articles(count: int, *, seed: int) -> Iterator[MadeArticle]:
    """Different articles, at most services × errands × places of them."""
    rng = random.Random(seed)
    for service, place, errand in _combinations(rng)[:count]:
        title, _, short, told = (_filled(part, service, place) for part in errand)
        further = rng.sample(SENTENCES, 4)
        yield MadeArticle(
            title, short, " ".join([told, *further[:2]]) + "\n\n" + " ".join(further[2:])
        )


def made_questions(count: int, *, seed: int) -> list[str]:
    """Different questions: whole, in two or three words, and a fifth of each misspelt."""
    rng = random.Random(seed + 1)
    questions: dict[str, None] = {}
    for service, place, errand in _combinations(rng):
        question = _filled(errand[1], service, place)
        if rng.random() < 0.5:
            words = question.split()
            question = " ".join(words[-min(len(words), rng.choice((1, 2, 3))) :])
        questions[_misspelt(question, rng) if rng.random() < 0.2 else question] = None
        if len(questions) == count:
            break
    return list(questions)


def _combinations(rng: random.Random) -> list[tuple[str, str, tuple[str, str, str, str]]]:
    every = [
        (service, place, errand) for service in SERVICES for place in PLACES for errand in ERRANDS
    ]
    rng.shuffle(every)
    return every


def _filled(template: str, service: str, place: str) -> str:
    indefinite, definite = (form.replace("_", " ") for form in service.split(":"))
    return template.format(s=indefinite, d=definite, p=place)


def _misspelt(question: str, rng: random.Random) -> str:
    """One letter left out or two swapped, inside the longest word."""
    word = max(question.split(), key=len)
    place = rng.randrange(1, max(2, len(word) - 2))
    if rng.random() < 0.5:
        wrong = word[:place] + word[place + 1 :]
    else:
        wrong = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    return question.replace(word, wrong, 1)
