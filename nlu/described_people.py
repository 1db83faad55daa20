"""People named only by what they are ("een Belg", "de erkende vluchteling") or by a name ("ons Sandra")."""

from __future__ import annotations

from nlu.codes import demonyms_of
from nlu.lexicon import Tag, grammar, person_nouns
from nlu.names import looks_like_a_name
from nlu.people import SELF, NounPhrase
from nlu.words import Word
from procedures.countries import demonyms

ATTRIBUTES = (
    "nationaliteit",
    "paspoort",
    "identiteitskaart",
    "afkomst",
    "origine",
    "kaart",
    "papieren",
    "verblijfskaart",
    "status",
    "visum",
    "statuut",
    "pas",
    "paske",
)
THINGS = (
    "kaart",
    "vergunning",
    "titel",
    "visum",
    "permit",
    "firma",
    "bedrijf",
    "pensioen",
    "bewijs",
    "werkgever",
    "titre",
    "permis",
    "carte",
)


_ONE = ("een", "ne", "nen")
_ASKED_OF = ("kan", "mag", "moet", "heeft", "krijgt", "wil")


def people_by_nationality(
    words: list[Word], tags: dict[int, Tag], found: list[NounPhrase]
) -> list[NounPhrase]:
    """Somebody only known as "een Belg" or "een erkend vluchteling", after met, van, bij or voor."""
    named = {at for phrase in found for at in range(phrase.first, phrase.last)}
    people = []
    for at in sorted({tag.first for tag in tags.values() if tag.kind in ("nationality", "status")}):
        tag = tags[at]
        after = words[tag.last].norm if tag.last < len(words) else ""
        own = (
            _whose(words[at - 1].norm) if at else None
        )  # "mijn Marokkaan", "onze dochter en heuren Mexicaan"
        if (
            own
            and tag.kind == "nationality"
            and tag.data.get("form") == "noun"
            and not named & {at, tag.last}
            and after not in ATTRIBUTES
        ):
            noun = {"noun": "partner", "relation": "partner"}
            people.append(NounPhrase(at - 1, tag.last, at, noun, own, None))
            continue
        national = tag.kind == "nationality" and after in grammar()["nationals"]
        last = tag.last + 1 if national else tag.last
        described = at and (
            words[at - 1].norm in ("echte", "echten", "rasechte", "pasgeboren") or _is_of_a_kind(words, at)
        )
        start = at - 1 if described else at
        first = start - 1 if start and words[start - 1].norm in ("een", "ne", "nen", "de") else start
        before = words[first - 1].norm if first else ""
        pregnant = first > 1 and words[first - 2].norm == "zwanger"
        if (
            pregnant
            or (
                before not in ("met", "van", "bij", "voor", *(("op",) if _in_love(words, first) else ()))
                and not _is_somebody(words, first, tag)
                and not _is_the_one(words, first, tag)
                and not _is_wed(words, first)
                and not _is_met(words, first, tag)
                and not _is_helped(words, first, tag)
            )
            or named & ({at} if after in ("zijn", "haar") else {at, tag.last})
            or after in ATTRIBUTES
        ):
            continue
        permit = tag.value.startswith("third_country") and words[tag.last - 1].norm not in (
            "ingezetene",
            "student",
            "studente",
        )
        refugee = words[tag.last - 1].norm == "vluchteling" and _is_of_kin(words, first)
        if tag.kind == "status" and ((first == at and not refugee) or permit):
            continue
        adjective = tag.kind == "nationality" and tag.data.get("form") == "adjective"
        if adjective and last == tag.last and words[at].norm[-1] != "e":
            continue
        if adjective and _is_other_noun(after):
            continue
        feminine = adjective and last == tag.last
        written = words[tag.last - 1].raw
        called = words[tag.last - 1].norm if written.isupper() else written.lower()
        noun = {
            "noun": called if last == tag.last else demonyms_of(tag.value)[0],
            "kind": "anyone",
            **({"gender": "female"} if feminine else {}),
            **({"relation": "ex"} if _was_wed(words, first) else {}),
        }
        people.append(NounPhrase(first, last, at, noun, None, "een"))
    return people


def _whose(norm: str) -> str | None:
    """Whose partner "mijn" or "haar" before a nationality tells of; "zijn Belg" is a verb more often."""
    if norm == "mij":
        return None
    return next((who for who in (SELF, "she") if norm in grammar()["possessive"][who]), None)


def people_by_name(words: list[Word], tags: dict[int, Tag], found: list[NounPhrase]) -> list[NounPhrase]:
    """ "Ons Sandra" of the family, and the child in "mama van Emmanuel". The name itself is not kept."""
    named = {at for phrase in found for at in range(phrase.first, phrase.last)}
    people = []
    for at in range(1, len(words)):
        before = words[at - 1].norm
        if at in tags or at in named or not looks_like_a_name(words[at]):
            continue
        helper = words[at - 2].norm if at > 1 and before == "van" else ""
        if helper == "voogd" or helper in grammar()["helpers"]:
            people.append(NounPhrase(at, at + 1, at, {"noun": "cliënt", "kind": "client"}, None, None))
        elif before in ("ons", "onze"):
            noun = {"noun": "familielid", "kind": "named", "name": words[at].norm}
            people.append(NounPhrase(at - 1, at + 1, at, noun, None, None))
        elif _is_kin_of_mine(words, at):
            noun = {"noun": "familielid", "kind": "named", "name": words[at].norm}
            people.append(NounPhrase(at, at + 1, at, noun, None, None))
        elif (
            before == "van"
            and at > 1
            and person_nouns().get(words[at - 2].norm, {}).get("relation") == "parent"
        ):
            people.append(NounPhrase(at, at + 1, at, {"noun": "kind", "relation": "child"}, None, "een"))
    return people


def _is_kin_of_mine(words: list[Word], at: int) -> bool:
    """The Hilde of "ik ben de zus van Hilde"."""
    me = [word.norm for word in words[max(0, at - 5) : at - 2]]
    kin = person_nouns().get(words[at - 2].norm, {}).get("relation") if at > 1 else None
    return words[at - 1].norm == "van" and kin == "other" and me[-3:-1] == ["ik", "ben"]


def _is_of_kin(words: list[Word], first: int) -> bool:
    """Whether "zoon van" stands before; "papier van vluchteling" names nobody."""
    return first > 1 and words[first - 1].norm == "van" and words[first - 2].norm in person_nouns()


def _is_other_noun(word: str) -> bool:
    """The thing in "een Belgische werkvergunning" or "Spaanse verblijfstitel"."""
    return word.endswith(THINGS)


def _is_somebody(words: list[Word], first: int, tag: Tag) -> bool:
    """Whether "een Ghanees" names a person and does not say what somebody is."""
    before = words[first - 1].norm if first else ""
    after = words[tag.last].norm if tag.last < len(words) else ""
    told = before in (*grammar()["being"], "als", ",", "(", "geworden", ":") or not before.isalpha()
    noun = tag.kind == "nationality" and tag.data.get("form") == "noun" and words[first].norm == "een"
    if words[first].norm == "een" and before in _ASKED_OF and (noun or _is_refugee(words, tag)):
        return True  # "moet een Belg ...", "mag een erkende vluchteling ..."
    return noun and not told and after in ("die", "gehuwd", "getrouwd", "met", "uit", "wil")


def _is_refugee(words: list[Word], tag: Tag) -> bool:
    return tag.kind == "status" and words[tag.last - 1].norm == "vluchteling"


def _is_the_one(words: list[Word], first: int, tag: Tag) -> bool:
    """ "De erkende vluchteling is 17", "deze Belg wil zijn vrouw ..."."""
    after = words[tag.last].norm if tag.last < len(words) else ""
    somebody = tag.kind == "status" or tag.data.get("form") == "noun"
    if (first == tag.first or words[first].norm == "een") and _opens_note(words, first, tag):
        return True
    opens = first == 0 or not words[first - 1].norm.isalpha()
    finite = after in (*grammar()["third_person"], "wil", "kan")
    return words[first].norm in ("de", "deze", "die") and somebody and opens and finite


def _opens_note(words: list[Word], first: int, tag: Tag) -> bool:
    """The Belg of a note's "Vz. loket: Belg keerde terug ...", "Belgische onderdaan, 22 jaar, ..."."""
    after = words[tag.last].norm if tag.last < len(words) else ""
    national = tag.kind == "nationality" and (
        tag.data.get("form") == "noun" or after in grammar()["nationals"]
    )
    told = after in grammar()["nationals"] or after in (
        *grammar()["third_person"],
        "wil",
        "keerde",
        "huwde",
        "biedt",
        "meldt",
    )
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "onze", "ons"}
    opens = first > 0 and words[first - 1].norm == ":"
    return opens and national and told and not any(word.norm in own for word in words)


def _is_wed(words: list[Word], first: int) -> bool:
    """The Belg of "huwde vorige maand een Belg", which needs no "met"."""
    near = [words[at].norm for at in range(max(0, first - 5), first)]
    verbs = [at for at, norm in enumerate(near) if norm in ("huwde", "huwt", "trouwde", "huwden")]
    told = near[verbs[-1] :] if verbs else []
    return words[first].norm == "een" and bool(told) and not {".", ",", "en", "met"} & set(told)


def _was_wed(words: list[Word], first: int) -> bool:
    """The Belg of "was ooit getrouwd met een Belg", "is gescheiden van een Belg": an ex."""
    near = [words[at].norm for at in range(max(0, first - 6), first)]
    over = {"was", "waren", "geweest"} & set(near) and {"ooit", "eerst", "vroeger", "voordien"} & set(near)
    wed = near[-2:] in (["getrouwd", "met"], ["gehuwd", "met"], ["geweest", "met"])
    return bool(wed and (over or near[-2:] == ["geweest", "met"])) or near[-2:] == ["gescheiden", "van"]


def _is_of_a_kind(words: list[Word], at: int) -> bool:
    """The "gepensioneerde" of "een gepensioneerde Belg"."""
    adjective = at > 1 and words[at - 1].norm.isalpha() and words[at - 1].norm.endswith("e")
    return bool(adjective) and words[at - 1].norm not in demonyms() and words[at - 2].norm in _ONE


def _is_met(words: list[Word], first: int, tag: Tag) -> bool:
    """The Belg of "ik heb op reis een Belg leren kennen", "ik ontmoette een Belg"."""
    after = [word.norm for word in words[tag.last : tag.last + 6]]
    somebody = tag.data.get("form") == "noun" or after[:1] in (["leren"], ["ontmoet"], ["tegengekomen"])
    if words[first].norm not in _ONE or tag.kind != "nationality" or not somebody:
        return False
    ends = next((at for at, norm in enumerate(after) if norm in (".", ",", "?", "en", "maar")), len(after))
    before = [word.norm for word in words[max(0, first - 4) : first]]
    met = set(grammar()["met"])
    return bool(met & set(after[:ends])) or (bool(met & set(before)) and not {".", ",", "?"} & set(before))


def _is_helped(words: list[Word], first: int, tag: Tag) -> bool:
    """The refugee of "wij begeleiden een erkend vluchteling": not one of those who write."""
    somebody = tag.data.get("form") == "noun" or _is_refugee(words, tag)
    before = words[first - 1].norm if first else ""
    return words[first].norm in _ONE and somebody and before in grammar()["helping"]


def _in_love(words: list[Word], first: int) -> bool:
    """The "verliefd op" of "verliefd op een Egyptenaar"."""
    return first > 1 and words[first - 2].norm.endswith("verliefd")


def is_as_parent(words: list[Word], head: int) -> bool:
    """The father of "om hier als vader te mogen blijven", who is the subject already."""
    after = words[head + 1].norm if head + 1 < len(words) else "."
    parent = person_nouns()[words[head].norm].get("relation") == "parent"
    return parent and head > 0 and words[head - 1].norm == "als" and after in ("te", "mogen", "blijven", "?")
