"""What the demo's employees write with their own words; nobody has said it."""

BEST = (
    "Kollegorna. Vi hjälps åt även när det är ont om folk.",
    "Att få göra skillnad för dem vi är till för.",
    "Vår nya chef lyssnar och kommer tillbaka med svar.",
    "Schemat har blivit lugnare sedan vi fick önska.",
    "Vi har roligt på rasterna.",
    "Tisdagsmötet, där tar vi upp det som skaver.",
    "Att jag får lära upp nya.",
    "Friheten att lägga upp dagen själv.",
    "Introduktionen. Jag visste vem jag skulle fråga.",
    "Teamet och humorn.",
)
CHANGE = (
    "För många möten och för lite tid hos brukarna.",
    "Dokumentationen tar halva dagen. Kan vi göra den enklare?",
    "Vi behöver en vikarie när någon är sjuk, inte springa fortare.",
    "Systemen loggar ut oss hela tiden.",
    "Mer tid att prata igenom svåra ärenden.",
    "Lokalen är för varm på sommaren.",
    "Besked om schemat tidigare.",
    "Att någon tar hand om blanketterna, så att vi kan göra vårt jobb.",
    "Bilarna räcker inte på morgonen.",
    "Tydligare vem som bestämmer vad.",
)
