"""How the programme is called on pages: kinds, parts, warnings, and what publishing would change."""

from collections.abc import Mapping

from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import N_, sentence_of
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.programme.enums import ChoiceChange, DiffKind, ProgrammeChange, SpeakerRole, TalkKind, WarningKind
from forum.programme.rules.findings import Finding
from forum.programme.rules.versions import Difference, VersionTalk, changed_details

TALK_KINDS = {
    TalkKind.TALK: Label(_l("Charla"), icon="microphone"),
    TalkKind.PANEL: Label(_l("Panel"), icon="users"),
    TalkKind.WORKSHOP: Label(_l("Taller"), icon="process"),
    TalkKind.PITCH: Label(_l("Pitch"), icon="stand"),
    TalkKind.CEREMONY: Label(_l("Ceremonia"), icon="certificate"),
}
SPEAKER_ROLES = {
    SpeakerRole.SPEAKER: Label(_l("Ponente")),
    SpeakerRole.MODERATOR: Label(_l("Modera")),
}
WARNINGS = {
    WarningKind.NO_TIME: Label(_l("Sin hora"), "warning"),
    WarningKind.NO_ROOM: Label(_l("Sin sala"), "warning"),
    WarningKind.NO_SPEAKER: Label(_l("Sin ponente"), "warning"),
    WarningKind.OUTSIDE_DAYS: Label(_l("Otro día"), "danger"),
    WarningKind.OUTSIDE_HOURS: Label(_l("Fuera de horario"), "warning"),
    WarningKind.ROOM_BUSY: Label(_l("Sala ocupada"), "danger"),
    WarningKind.SPEAKER_TWICE: Label(_l("Ponente en dos sesiones"), "danger"),
    WarningKind.SPEAKER_MEETS: Label(_l("Ponente en una cita"), "danger"),
    WarningKind.OVER_ROOM: Label(_l("Sala chica"), "warning"),
}
SENTENCES: Mapping[WarningKind, str] = {
    WarningKind.NO_TIME: N_("Falta el día y la hora: no se publica hasta tenerlos."),
    WarningKind.NO_ROOM: N_("Falta la sala."),
    WarningKind.NO_SPEAKER: N_("Falta ponente."),
    WarningKind.OUTSIDE_DAYS: N_("Ese día no es del foro."),
    WarningKind.OUTSIDE_HOURS: N_("Está fuera del horario de ese día: de %(opens)s a %(closes)s."),
    WarningKind.ROOM_BUSY: N_("%(area)s está ocupada a esa hora con «%(title)s»."),
    WarningKind.SPEAKER_TWICE: N_("%(name)s está a esa hora en «%(title)s»."),
    WarningKind.SPEAKER_MEETS: N_("%(name)s tiene una cita de negocios a esa hora."),
    WarningKind.OVER_ROOM: N_("El cupo (%(wanted)s) pasa del de la sala %(area)s (%(most)s)."),
}
DIFFERENCES = {
    DiffKind.ADDED: Label(_l("Se agrega"), "success", "plus"),
    DiffKind.REMOVED: Label(_l("Se quita"), "danger", "trash"),
    DiffKind.MOVED: Label(_l("Cambia de hora"), "warning", "clock"),
    DiffKind.ROOM: Label(_l("Cambia de sala"), "warning", "place"),
    DiffKind.SPEAKERS: Label(_l("Cambian ponentes"), "info", "users"),
    DiffKind.DETAILS: Label(_l("Cambian datos"), "info", "edit"),
}
CHANGES = {
    ProgrammeChange.TALK_ADDED: Label(_l("Sesión agregada"), "success"),
    ProgrammeChange.TALK_CHANGED: Label(_l("Sesión cambiada"), "info"),
    ProgrammeChange.TALK_REMOVED: Label(_l("Sesión quitada"), "warning"),
    ProgrammeChange.SPEAKER_ADDED: Label(_l("Ponente agregado"), "success"),
    ProgrammeChange.SPEAKER_CHANGED: Label(_l("Ponente cambiado"), "info"),
    ProgrammeChange.SPEAKER_REMOVED: Label(_l("Ponente quitado"), "warning"),
    ProgrammeChange.ROOM_ADDED: Label(_l("Sala agregada"), "success"),
    ProgrammeChange.ROOM_CHANGED: Label(_l("Sala cambiada"), "info"),
    ProgrammeChange.ROOM_REMOVED: Label(_l("Sala quitada"), "warning"),
    ProgrammeChange.MATERIAL_ADDED: Label(_l("Material agregado"), "success"),
    ProgrammeChange.MATERIAL_REMOVED: Label(_l("Material quitado"), "warning"),
    ProgrammeChange.PUBLISHED: Label(_l("Programa publicado"), "success"),
}
CHOICE_CHANGES = {
    ChoiceChange.CHOSEN: Label(_l("Sesión elegida"), "success"),
    ChoiceChange.WAITING: Label(_l("Entró a la lista de espera"), "warning"),
    ChoiceChange.PROMOTED: Label(_l("Recibió el lugar que se liberó"), "success"),
    ChoiceChange.LEFT: Label(_l("Sesión quitada de su agenda"), "neutral"),
}
LABELS = (TALK_KINDS, SPEAKER_ROLES, WARNINGS, DIFFERENCES, CHANGES, CHOICE_CHANGES)

DETAIL_WORDS: Mapping[str, str] = {
    "kind": _l("tipo"),
    "title_es": _l("título"),
    "title_en": _l("título en inglés"),
    "summary_es": _l("resumen"),
    "summary_en": _l("resumen en inglés"),
    "track": _l("tema"),
    "language": _l("idioma"),
    "interpretation": _l("interpretación"),
    "capacity": _l("cupo"),
    "needs_registration": _l("si pide inscripción"),
}


def warning_words(finding: Finding) -> str:
    """A warning as a sentence."""
    return sentence_of(SENTENCES[finding.kind], finding.said)


def when_words(talk: VersionTalk) -> str:
    """Day and hours of a session."""
    return f"{weekday_date(talk.starts_at)}, {clock_time(talk.starts_at)}–{clock_time(talk.ends_at)}"


def place_words(talk: VersionTalk) -> str:
    """Where a session is."""
    return talk.place or _("sala por confirmar")


def difference_words(difference: Difference, names: Mapping[int, str]) -> str:
    """What publishing changes of a session, as a line; `names`: the speakers by their ids."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return f"{when_words(difference.talk)} · {place_words(difference.talk)}"
    if difference.kind is DiffKind.MOVED:
        return _moved(before, after)
    if difference.kind is DiffKind.ROOM:
        return f"{place_words(before)} → {place_words(after)}"
    if difference.kind is DiffKind.SPEAKERS:
        return _other_speakers(before, after, names)
    return ", ".join(str(DETAIL_WORDS[name]) for name in changed_details(before, after))


def _moved(before: VersionTalk, after: VersionTalk) -> str:
    """From when to when; the day once where it stays."""
    if weekday_date(before.starts_at) != weekday_date(after.starts_at):
        return f"{when_words(before)} → {when_words(after)}"
    return f"{when_words(before)} → {clock_time(after.starts_at)}–{clock_time(after.ends_at)}"


def _other_speakers(before: VersionTalk, after: VersionTalk, names: Mapping[int, str]) -> str:
    """Who joins and who leaves a session; all of them where only their order or their parts change."""
    former, now = dict(before.speakers), dict(after.speakers)
    joins = [names.get(id, "—") for id in now if id not in former]
    leaves = [names.get(id, "—") for id in former if id not in now]
    if not joins and not leaves:
        return f"{_names(before, names)} → {_names(after, names)}"
    told = [_("entra: %(name)s", name=", ".join(joins))] if joins else []
    return " · ".join(told + ([_("sale: %(name)s", name=", ".join(leaves))] if leaves else []))


def _names(talk: VersionTalk, names: Mapping[int, str]) -> str:
    told = [
        f"{names.get(id, '—')} ({_('modera')})" if role is SpeakerRole.MODERATOR else names.get(id, "—")
        for id, role in talk.speakers
    ]
    return ", ".join(told) or _("nadie")
