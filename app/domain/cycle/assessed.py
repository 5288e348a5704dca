"""As what somebody or something is assessed by a vote."""

from enum import StrEnum


class AssessedKind(StrEnum):
    """Classes of objects of an assessment (评议对象)."""

    ORGANIZATION = "organization"
    COLLECTIVE = "collective"
    """The committee of an organisation as a whole (领导班子)."""
    SECRETARY = "secretary"
    MEMBER = "member"


ASSESSED_KINDS: dict[AssessedKind, str] = {
    AssessedKind.ORGANIZATION: "党组织",
    AssessedKind.COLLECTIVE: "领导班子",
    AssessedKind.SECRETARY: "书记",
    AssessedKind.MEMBER: "党员",
}
