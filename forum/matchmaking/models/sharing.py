"""To whom a person shows their e-mail and telephone before a meeting is agreed: what they chose, and when."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.core.history import Event
from forum.matchmaking.enums import Side


class ContactSharing(Event, Base):
    """One choice of a person in an edition; rows are never changed, the latest for an audience is valid.

    Without a row nothing is shown. `audience`: the side that sees it: the buyers who take part, or the suppliers that
    are approved. `notice`: the privacy notice in force when they chose (LFPDPPP: a transfer, by express consent).
    """

    __tablename__ = "contact_sharing"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    audience: Mapped[Side]
    shows_email: Mapped[bool]
    shows_phone: Mapped[bool]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))

    __table_args__ = (
        Index(None, "person_id", "edition_id", "audience"),
        Index(None, "edition_id"),
    )
