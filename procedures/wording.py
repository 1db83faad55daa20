"""How people are called in a Dutch sentence, and filling in `{applicant}`, `{sponsor}` and `{amount:...}`."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.amounts import amount_in_words
from procedures.law import Law

_PLACEHOLDER = re.compile(r"\{(applicant|sponsor|amount:\w+)\}")
_SENTENCE_START = re.compile(r"(^|[.?!]\s+)(\{(?:applicant|sponsor)\})")


@dataclass(frozen=True)
class Persons:
    """Noun phrases for the two people, as seen by who is typing ("je vrouw", "de moeder van je cliënt")."""

    speaker: str
    applicant: str
    sponsor: str

    @classmethod
    def of(cls, facts: Mapping[str, Any], law: Law) -> "Persons":
        """The phrases for the facts given; general ones where gender or noun are not known."""
        speaker = facts.get("speaker") or "applicant"
        if speaker == "third_party":
            return _for_third_party(facts, law.wording)
        applicant = _phrase(law.wording, "applicant_when_sponsor_types", facts, "applicant")
        sponsor = _phrase(law.wording, "sponsor_when_applicant_types", facts, "sponsor")
        return cls(
            speaker, applicant if speaker == "sponsor" else "je", sponsor if speaker != "sponsor" else "je"
        )


def _phrase(wording: Mapping[str, Any], table: str, facts: Mapping[str, Any], who: str) -> str:
    noun = facts.get(f"{who}_noun")
    if noun in wording["nouns"]:
        return f"je {noun}"
    forms = wording[table].get(facts.get("relation") or "none", wording[table]["none"])
    return str(forms.get(facts.get(f"{who}_gender") or "any", forms["any"]))


def _for_third_party(facts: Mapping[str, Any], wording: Mapping[str, Any]) -> Persons:
    clients = wording["third_party_nouns"]
    applicant, sponsor = str(facts.get("applicant_noun")), str(facts.get("sponsor_noun"))
    applicant = wording["nouns_of_plurals"].get(applicant, applicant)
    names = dict(wording["third_party"])
    kind = wording["own_nouns_of"].get(facts.get("relation"))
    if sponsor in clients:
        names["sponsor"] = f"je {clients[sponsor]}"
    elif _is_of_writer(sponsor, wording["own_nouns_turned"].get(kind), wording):
        names["sponsor"] = f"je {sponsor}"
    if applicant in clients:
        names["applicant"] = f"je {clients[applicant]}"
    elif _is_of_writer(applicant, kind, wording):
        names["applicant"] = f"je {applicant}"
    elif applicant in wording["nouns"]:
        article = wording["nouns"][applicant]
        names["applicant"] = names["of_sponsor"].format(
            article=article, noun=applicant, sponsor=names["sponsor"]
        )
    return Persons("third_party", names["applicant"], names["sponsor"])


def _is_of_writer(noun: str, kind: str | None, wording: Mapping[str, Any]) -> bool:
    """Whether a noun can't be what the one person is to the other: then it is what the writer calls them."""
    return noun in wording["nouns"] and kind is not None and noun not in wording["own_nouns"][kind]


def fill(text: str, persons: Persons, law: Law | None = None, date: datetime.date | None = None) -> str:
    """`text` with its placeholders filled in; a phrase at the start of a sentence gets a capital."""

    def replacement(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.startswith("amount:") and law is not None and date is not None:
            return amount_in_words(law.amounts[name.partition(":")[2]], date)
        return str(getattr(persons, name, ""))

    def at_start(match: re.Match[str]) -> str:
        phrase = replacement(_PLACEHOLDER.match(match.group(2)) or match)
        return match.group(1) + phrase[:1].upper() + phrase[1:]

    return _PLACEHOLDER.sub(replacement, _SENTENCE_START.sub(at_start, text))
