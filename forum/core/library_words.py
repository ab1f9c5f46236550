"""The messages of the form library in our words: what to write, with an example, and nothing about being wrong.

A message without words of its own here is told as `CHECK`, so that no sentence of the library reaches a person.
"""

from typing import Any

from forum.core.i18n import N_, N_n, locale_name, unfilled, written

CHECK = N_("Revise este dato.")
CHOOSE = N_("Elija una opción de la lista.")
NUMBER = N_("Escriba solo el número, por ejemplo 1,200 o 2.5.")

WORDS = {
    "This field is required.": N_("Falta este dato."),
    "Field must be equal to %(other_name)s.": N_("Escriba lo mismo en los dos campos."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Use de %(min)s a %(max)s caracteres."),
    "Number must be at least %(min)s.": N_("Escriba %(min)s o un número mayor."),
    "Number must be at most %(max)s.": N_("Escriba %(max)s o un número menor."),
    "Number must be between %(min)s and %(max)s.": N_("Escriba un número de %(min)s a %(max)s."),
    "Invalid email address.": N_("Escriba un correo como nombre@empresa.com."),
    "Invalid URL.": N_("Escriba la dirección completa, por ejemplo https://www.empresa.com."),
    "Invalid value, must be one of: %(values)s.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE,
    "Not a valid choice.": CHOOSE,
    "Not a valid datetime value.": N_("Escriba la fecha y la hora, por ejemplo 2026-11-28 09:00."),
    "Not a valid date value.": N_("Escriba la fecha como 2026-11-28: año, mes y día."),
    "Not a valid time value.": N_("Escriba la hora como 09:30."),
    "Not a valid integer value.": N_("Escriba un número entero, por ejemplo 1,200."),
    "Not a valid decimal value.": NUMBER,
    "Not a valid float value.": NUMBER,
}
COUNTED = {
    "Field must be at least %(min)d character long.": N_n(
        "Use al menos %(min)s carácter.", "Use al menos %(min)s caracteres.", by="min"
    ),
    "Field cannot be longer than %(max)d character.": N_n(
        "Use hasta %(max)s carácter.", "Use hasta %(max)s caracteres.", by="max"
    ),
    "Field must be exactly %(max)d character long.": N_n(
        "Use %(max)s carácter exacto.", "Use %(max)s caracteres exactos.", by="max"
    ),
    "'%(value)s' is not a valid choice for this field.": CHOOSE,
}


class Words(str):
    """A sentence the library fills in itself with `%`: its numbers are written as people read them."""

    __slots__ = ()

    def __mod__(self, places: Any) -> str:
        """Fill in the places."""
        return str.__mod__(self, {name: written(value) for name, value in places.items()})


class OurWords:
    """What the library asks for its own messages, in the language of the request."""

    def gettext(self, text: str) -> str:
        """Our sentence for this message."""
        return Words(unfilled(WORDS.get(text, CHECK), {}, language=locale_name()))

    def ngettext(self, one: str, _many: str, count: int) -> str:
        """Our sentence for this message and this number; the library fills the number in."""
        return Words(unfilled(COUNTED.get(one, CHECK), {"min": count, "max": count}, language=locale_name()))
