"""Words no sentence has: they blame, promise what we do not know, or are a second name of a thing that has one."""

import re

from babel.messages.pofile import read_po

from tests.architecture.test_sentences import ENGLISH

SPANISH = {
    r"inválid|obligatori": "what to write, with an example",
    r"caduc|\bya no sirve|\bsirve (una|\d|siete)|dej\w+ de servir": "vence; ya no funciona",
    r"[¡!]": "without exclamation",
    r"\bpronto\b|en un momento|va en camino": "only what the system knows",
    r"\ba tiempo\b|\bno respondió": "the request expired, nobody is blamed",
    r"\bpetici[oó]n": "solicitud",
    r"actu\w+ por|actúa por": "representar a la empresa",
    r"mostrador": "mesa de registro",
    r"anulad": "cancelado",
    r"coordinación de encuentros|coordinación B2B": "coordinación de citas",
    r"\b[Ll]a organización (del foro|revis|aprob|no aprob|cambi|public|cancel)|equipo organizador": (
        "comité organizador"
    ),
    r"(el|al|El) comité(?! organizador)(?! del| de)\b(?!:)": "comité organizador",
    r"a lo más|cuando mucho": "máximo, hasta",
    r"\b[Ll]ectur|\baparato\b": "escaneo, dispositivo",
    r"\bdeclin": "no aceptar",
    r"\brechaz": "no aprobar",
    r"\bencaj": "cumple",
    r"[Aa]dentro\b": "entraron",
    r"invít[eé]|inviten?le|\bquít[ae]le": "envíele una invitación",
    r"\bsala (B2B|de citas|de exposición|de encuentros)\b": "salón",  # a *sala* is a room of the programme
    r"[Yy]a se (le )?avisó|ya recibió": "le enviamos un correo",
    r"\bquedó (registrad|cancelad)": "nosotros: registramos, cancelamos",
    r"\bcoordinación(?! de citas)": "coordinación de citas: one name",
    r"[Mm]esa de (citas|coordinación)": "coordinación de citas, mesa de registro",
    r"^Sobre su|^Sí, continuar|^Continuar$|^Aceptar$|^OK$": "the fact; the verb and what it is done to",
    r"escrib\w+ (al|a la|a los) (comité|coordinación|organizador)": "give the address",
    r"\busuari[oa]s?\b|\bclic\b|\bhaga click|\blogin\b|\be-?mails?\b|\blinks?\b|\bstaff\b": "Spanish words",
    r"\b[Pp]or favor\b|\blo sentimos|\bups\b|\b¿[Ss]eguro\b": "the fact and what to do",
    r"\btú\b|\btus?\b|\bpuedes\b|\btienes\b|\bescribe tu": "usted",
    r"\bsolicitud no se entiende|encontramos lo que busca": "the address or the form is incomplete",
    r"[Cc]uentas de hoy|[Qq]ue solo colabore|[Pp]ersonas adentro": "entradas de hoy, cambiar a colaboración",
}
AMERICAN = {
    r"\binvalid|\bmandatory\b": "what to write; required",
    r"!": "without exclamation",
    r"\bin a moment\b|on (its|the) way|(?<![Aa]s )\bsoon\b": "only what the system knows",
    r"organis|recognis|colour|\bmetres?\b|co-ordinat|licence|behaviour|centre\b": "American spelling",
    r"(?<![eE]-)\b[Mm]ail(s|ed)?\b": "e-mail",
    r"\btimetable": "schedule",
    r"\b[Aa]genda\b": "schedule",
    r"\b[Aa]lly\b|\b[Aa]llies\b": "partner organization",
    r"meetings desk": "meetings team",
    r"\bstratum|size class": "company size",
    r"\bact(s)? for\b": "represent",
    r"(?<![Tt]ime )\bslots?\b": "time slot",
    r"\bworkers\b": "employees",
    r"\b[Oo]rganising|\borganizing committee|organi[sz]ation team": "organizers: one name",
    r"\bmeetings? coordinat|\bcoordination\b": "meetings team: one name",
    r"^About your|^Yes, (go on|continue)|^OK$": "the fact; the verb and what it is done to",
    r"[Ww]rite to the organizers": "give the address",
    r"\b[Pp]lease\b|\b[Ss]orry\b|\b[Oo]ops\b|\bAre you sure\b": "the fact and what to do",
    r"\bthose data\b": "No registrations found",
}
# A consent is given to its words: they change with the notice.
CONSENTS = {"Compartan mis datos de contacto con los aliados del foro (cámaras y organismos)."}
PLACE = re.compile(r"%\(\w+\)s")


def sentences() -> list[tuple[str, str]]:
    found = []
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                spanish = message.id if isinstance(message.id, tuple) else (message.id,)
                english = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and path.name != "privacy.po":
                    found += [(str(es), str(en)) for es, en in zip(spanish, english, strict=True)]
    return found


def broken(words: dict[str, str], position: int) -> list[tuple[str, str]]:
    texts = [PLACE.sub("", pair[position]) for pair in sentences() if pair[0] not in CONSENTS]
    return [(text, f"{word}: {better}") for word, better in words.items() for text in texts if re.search(word, text)]


def test_spanish_keeps_to_the_voice() -> None:
    assert broken(SPANISH, 0) == []


def test_english_keeps_to_the_voice() -> None:
    assert broken(AMERICAN, 1) == []
