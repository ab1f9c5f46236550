"""A sentence that counts something has two forms: `1 cita`, `2 citas`.

Every place to fill is either known not to count (a name, a date, the number of a table) or stands in a sentence with
two forms. `Etiqueta: %(num)s` needs none: nothing agrees with the number.
"""

import re

from babel.messages.pofile import read_po

from tests.architecture.test_sentences import ENGLISH

PLACE = re.compile(r"%\((\w+)\)s")
AFTER_A_LABEL = re.compile(r"(?::|\()\s*%\(\w+\)s(?=$|[.;,)]|\s·)")
NO_COUNTS = {
    *("ally", "by", "category", "company", "edition", "email", "family", "form", "gate", "hall", "language", "name"),
    *("newcomer", "person", "process", "reason", "requirement", "rfc", "roman", "site", "stand", "text", "title"),
    *("unit", "who", "wisher", "note", "typed", "contact", "data", "editions", "domain", "address", "code", "value"),
    *("version", "whole", "part", "after", "before", "closes", "date", "day", "end", "first", "last", "moment", "on"),
    *("opens", "since", "start", "time", "when", "year", "dates", "venue", "winter", "summer", "area"),
    "folio",  # of a certificate, which is a name
    "number",  # of a table, which is a name
    "table",  # likewise
}
EXCEPTIONS = {
    "Página %(page)s de %(pages)s": "a place in a row",
    "Paso %(current)s de %(total)s": "a place in a row",
    "%(number)s.º de %(of)s": "a place in a row",
    "Lista de espera: lugar %(number)s.º de %(of)s": "a place in a row",
    "%(total)s en total": "nothing agrees with it",
    "Preparando: %(drawn)s de %(all)s": "nothing agrees with it",
    "%(uses)s de %(cap)s": "nothing agrees with it",
    "Con estas prioridades nadie puede lograr más de %(most)s.": "nothing agrees with it",
    "nadie puede lograr más de %(most)s": "nothing agrees with it",
    "con esas citas no puede haber menos de %(least)s": "nothing agrees with it",
    "%(uses)s, sin límite": "nothing agrees with it",
    "%(on)s de %(all)s": "nothing agrees with it",
    "datos de las %(since)s, hace %(minutes)s min": "an abbreviation, which has one form",
    "datos de las %(since)s, hace %(hours)s h %(minutes)s min": "an abbreviation, which has one form",
    "hace %(minutes)s min": "an abbreviation, which has one form",
    "hace %(hours)s h": "an abbreviation, which has one form",
    "%(volume)s %(unit)s al año": "the unit is typed by the buyer",
    "Escriba un número de %(min)s a %(max)s.": "nothing agrees with it",
    "Escriba %(min)s o un número mayor.": "nothing agrees with it",
    "Escriba %(max)s o un número menor.": "nothing agrees with it",
    "Use de %(min)s a %(max)s caracteres.": "a range ends beyond one",
    "El RFC lleva 12 caracteres si es de una empresa y 13 si es de una persona; este tiene %(length)s.": (
        "nothing agrees with it"
    ),
    "Revise los datos: lo usual para este tamaño es de %(fewest)s a %(most)s trabajadores y usted indicó "
    "%(workers)s.": "a range ends beyond one",
    "Con hasta %(ceiling)s puntos es una microempresa.": "a constant of the Acuerdo, 4.6 or more",
    "Con hasta %(ceiling)s puntos es una pequeña empresa.": "a constant of the Acuerdo",
    "Con hasta %(ceiling)s puntos es una mediana empresa.": "a constant of the Acuerdo",
    "Con más de %(ceiling)s puntos es una empresa grande.": "a constant of the Acuerdo",
    "La imagen es demasiado grande. Use una de hasta 5 MB y %(pixels)s megapíxeles.": "a constant",
    "Abra este enlace para entrar: funciona una sola vez y vence en %(minutes)s minutos.": "a constant, 15",
    "Registramos a %(company)s y usted la administra. Abra este enlace para entrar: funciona una sola vez y vence en "
    "%(minutes)s minutos.": "a constant, 15",
    "Elija un último día igual o posterior al primero: un foro dura hasta %(days)s días.": "a constant",
    "Escriba un rango como 1 a 60, de hasta %(most)s mesas.": "a constant",
    "De %(least)s a %(most)s mm.": "a range ends beyond one",
    "De %(least)s a %(most)s puntos.": "a range ends beyond one",
    "El código QR no deja lugar a los textos. Escriba hasta %(most)s mm o reduzca el margen.": "18 or more",
    "Escriba un ancho de rollo de %(least)s a %(most)s mm.": "a range ends beyond one",
    "Escriba un código QR de %(least)s a %(most)s mm.": "a range ends beyond one",
    "Escriba un margen de %(least)s a %(most)s mm.": "a range ends beyond one",
    "Escriba un tamaño de nombre de %(least)s a %(most)s puntos.": "a range ends beyond one",
    "Se muestran los últimos %(num)s. Elija un día para ver los anteriores.": "a constant",
    "La hoja es demasiado grande. Suba hasta %(rows)s renglones y %(megabytes)s MB a la vez.": "constants",
    "Use al menos %(least)s caracteres.": "a constant, 10",
    "Use hasta %(longest)s caracteres.": "a constant, 200",
    "Use hasta %(limit)s letras: el nombre se lee en el celular.": "a constant, 40",
    "Use hasta %(limit)s letras: el nombre se lee en una lista.": "a constant, 40",
    "Escriba un comité por línea: hasta %(most)s, cada uno de hasta %(longest)s letras.": "constants, 20 and 60",
}


def counting(sentence: str) -> set[str]:
    return set(PLACE.findall(AFTER_A_LABEL.sub("", sentence))) - NO_COUNTS


def test_a_sentence_that_counts_has_two_forms() -> None:
    one_form = set()
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as file:
            one_form |= {str(message.id) for message in read_po(file) if isinstance(message.id, str)}
    wrong = {sentence: places for sentence in one_form if (places := counting(sentence))}
    assert {sentence: places for sentence, places in wrong.items() if sentence not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) - set(wrong) == set()
