"""What a notice has to say, and which of it a text does not seem to say (LFPDPPP 2025, art. 15 and 16).

A program cannot judge a text: it looks for the words by which each section is known and warns where it finds none. A
person decides.
"""

import re
import unicodedata
from collections.abc import Sequence

from forum.core.i18n import in_words
from forum.core.personal import Datum
from forum.privacy.enums import NoticeSection

# The words of a section; of each group one has to be there.
WORDS: dict[NoticeSection, dict[str, tuple[str, ...]]] = {
    NoticeSection.RESPONSIBLE: {"es": (r"responsable",), "en": (r"responsible|controller",)},
    NoticeSection.ADDRESS: {
        "es": (r"domicilio (en|ubicado)|con domicilio",),
        "en": (r"address|located (at|in)|domicil|, at .+, is responsible",),
    },
    NoticeSection.DATA: {"es": (r"datos",), "en": (r"\bdata\b",)},
    NoticeSection.SENSITIVE: {"es": (r"sensibles?",), "en": (r"sensitive",)},
    NoticeSection.NECESSARY: {
        "es": (r"necesari|primari|finalidad",),
        "en": (r"necessary|primary|purposes?",),
    },
    NoticeSection.VOLUNTARY: {"es": (r"voluntari|secundari",), "en": (r"voluntar|secondary",)},
    NoticeSection.LIMITING: {
        "es": (r"limitar", r"revocar|retirar"),
        "en": (r"\blimit", r"withdraw|revoke"),
    },
    NoticeSection.TRANSFERS: {"es": (r"transfer|transfier",), "en": (r"transfer",)},
    NoticeSection.ARCO: {
        "es": (r"arco", r"acceso", r"correg|corrij|rectific", r"cancel", r"opo(n|s)", r"[\w.+-]+@[\w-]+"),
        "en": (r"arco", r"access", r"correct|rectif", r"cancel", r"object|oppos", r"[\w.+-]+@[\w-]+"),
    },
    NoticeSection.CHANGES: {
        "es": (r"cambios? (a|en|de) (este|el|nuestro) aviso",),
        "en": (r"changes? to this notice",),
    },
}


def missing_sections(text: str, *, language: str) -> list[NoticeSection]:
    """The sections of which a full notice in "es" or "en" says nothing, in their order."""
    plain = _plain(text)
    return [
        section for section, words in WORDS.items() if not all(re.search(pattern, plain) for pattern in words[language])
    ]


def unmentioned(text: str, data: Sequence[Datum], *, language: str) -> list[str]:
    """What the program keeps of people and a full notice does not name, in the words of its language."""
    plain = _plain(text)
    words = (in_words(each.word, {}, language=language) for each in data)
    return [word for word in dict.fromkeys(words) if _plain(word) not in plain]


def _plain(text: str) -> str:
    """A text in lower case and without accents, in one line."""
    apart = unicodedata.normalize("NFD", " ".join(text.split()).lower())
    return "".join(each for each in apart if not unicodedata.combining(each))
