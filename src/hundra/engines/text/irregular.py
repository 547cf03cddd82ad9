"""Swedish forms that no ending explains: a closed class, so it can be listed.

The vowel-changing plurals and the verbs whose past or present has another stem than what the
dictionary's rules reach (Svenska Akademiens grammatik 1999, vol. 2, ch. 2 and 8).
"""

from __future__ import annotations

_FORMS = """
bok böcker böckerna böckers böckernas
man män männen mäns männens
hand händer händerna händers händernas
natt nätter nätterna
stad städer städerna städers städernas
land länder länderna länders ländernas
son söner sönerna söners
dotter döttrar döttrarna döttrars
mor mödrar mödrarna mödrars moder modern moderns
far fäder fäderna fäders fader fadern faderns
bror bröder bröderna bröders broder brodern broderns
bonde bönder bönderna
ledamot ledamöter ledamöterna ledamöters ledamöternas
stång stänger stängerna
tång tänger tängerna
öga ögon ögonen ögons ögonens
öra öron öronen
mus möss mössen
lus löss lössen
gås gäss gässen
rand ränder ränderna
strand stränder stränderna
brand bränder bränderna
tand tänder tänderna
liten litet lilla små
vara är var varit vore
ha har hade haft
få får fick fått fås
se ser såg sett ses
tro tror trodde trott
hel helt hela
gå går gick gått
stå står stod stått
sop sopor soporna sopors sopornas
göra gör gjorde gjort gjorda
ligga ligger låg legat
lägga lägger lade la lagt
säga säger sade sa sagt
sätta sätter satte satt sätts
sitta sitter satt suttit
veta vet visste vetat
vilja vill ville velat
kunna kan kunde kunnat
skola ska skall skulle
dra drar drog dragit draga
ta tar tog tagit taga tas togs
ge ger gav gett givit giva ges gavs
bli blir blev blivit
be ber bad bett
hjälpa hjälper hjälpte hjälpt
välja väljer valde valt vald valda väljs
följa följer följde följt
sälja säljer sålde sålt såld sålda
vänja vänjer vande vant
vinna vinner vann vunnit
finna finner fann funnit
finnas finns fanns funnits
hinna hinner hann hunnit
binda binder band bundit
äta äter åt ätit
bära bär bar burit
skära skär skar skurit
stjäla stjäl stal stulit
dö dör dog dött
falla faller föll fallit
hålla håller höll hållit
gråta gråter grät gråtit
låta låter lät låtit
sova sover sov sovit
komma kommer kom kommit
fara far for farit
växa växer växte vuxit växt
sprida sprider spred spritt spridit
bjuda bjuder bjöd bjudit
bryta bryter bröt brutit
flytta flyttar flyttade flyttat
skriva skriver skrev skrivit
"""

HEADWORDS: dict[str, tuple[str, ...]] = {}
"""Form → its headwords."""
FORMS: dict[str, frozenset[str]] = {}
"""Headword → its forms."""

for _line in _FORMS.split("\n"):
    _headword, *_others = _line.split() or [""]
    FORMS[_headword] = frozenset(_others)
    for _form in _others:
        HEADWORDS[_form] = (*HEADWORDS.get(_form, ()), _headword)
