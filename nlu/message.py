"""The words of a message as they are meant: dialect, asides and general questions put right or left out."""

from __future__ import annotations

import itertools
from dataclasses import replace

from nlu.brackets import with_brackets
from nlu.cards import with_letters_put_right
from nlu.codes import demonyms_of, with_codes
from nlu.first_names import (
    with_boys_and_girls,
    with_children_named_again,
    with_named_children,
    without_first_names,
)
from nlu.general_questions import without_comparisons, without_general_questions, without_sayings
from nlu.given import with_givers_left_out
from nlu.lexicon import cities, grammar, person_nouns, places, speller
from nlu.names import looks_like_a_name
from nlu.nationals import (
    with_card_of_national,
    with_denial_first,
    with_holders,
    with_me_described,
    with_my_role,
    with_nationals,
    with_numbered,
    with_role_first,
    with_woman_i_am,
    without_grounds,
)
from nlu.newborns import with_newborns
from nlu.numerals import AGE_UNITS, number_at
from nlu.oneself import as_myself, in_plain_order
from nlu.roles_of_life import with_future_spouse, without_childhood, without_second_role
from nlu.roundabout import in_plain_names, with_helped_apart
from nlu.set_aside import with_subject_told_after, without_asides, without_pauses
from nlu.short_forms import with_own_first, with_short_forms
from nlu.words import Word, split_words
from procedures.countries import demonyms, names


def words_of(text: str) -> list[Word]:
    """The words of the text, without what says nothing of the one who writes or of the family."""
    words = split_words(text, speller())
    for rewriting in _REWRITINGS:
        words = rewriting(words)
    return words


def _without_salutation(words: list[Word]) -> list[Word]:
    """Leaves out "Geachte heer, mevrouw,": nobody of the family."""
    at = 0
    if [word.norm for word in words[1:3]] in (["daar", "!"], ["daar", ","]):
        return words[3:]  # "Hallo daar!" tells of no place
    while at < len(words) and words[at].norm in (*grammar()["salutation"], ",", "/"):
        at += 1
    after = words[at].norm if at < len(words) else ""
    mine = after in grammar()["subject"]["self"] or after in grammar()["possessive"]["self"]
    addressed = mine or any(word.norm in grammar()["salutation"] for word in words[1:at])  # "Meneer, ik ben"
    closed = at > 1 and (words[at - 1].norm == "," or after in (".", "!"))
    return words[at:] if addressed and closed else words


def _with_dialect(words: list[Word]) -> list[Word]:
    """The Flemish `me` of "me een Marokkaan" and "me papieren" is `met`; the `k` of "2 k" are children."""
    objects = {*grammar()["with_objects"], *demonyms()}
    before_objects = {at - 1 for at, word in enumerate(words) if word.norm in objects}
    return [
        replace(word, norm="met")
        if word.norm in ("me", "mee") and at in before_objects
        else replace(word, norm="ben")
        if (word.norm == "zen" and at and words[at - 1].norm == "ik")
        or (word.norm in ("zijn", "zyn", "zijt") and _after_single_self(words, at))
        else replace(word, norm="ier")
        if word.raw.lower() == "ier" and at and words[at - 1].norm in ("een", "is", "ben")
        else replace(word, norm="met")
        if word.norm == "m" and at and words[at - 1].norm in (*grammar()["meeting"], "samenwonend")
        else replace(word, norm="met")
        if word.raw == "m" and " ".join(after.norm for after in words[at + 1 : at + 3]).endswith(" kaart")
        else replace(word, norm="mijn")
        if word.norm == "men" and at + 1 < len(words) and words[at + 1].norm in person_nouns()
        else replace(word, norm="zijn")
        if word.norm == "zen" and at + 1 < len(words) and words[at + 1].norm in person_nouns()
        else replace(word, norm="verloofde")
        if word.norm == "verloofd" and at and words[at - 1].norm in ("mijn", "haar", "onze")
        else replace(word, norm="overleden")
        if word.norm == "meer" and _is_no_more(words, at)
        else replace(word, norm="nog")
        if word.norm == "noch" and _after_staying(words, at)
        else replace(word, norm="en")
        if word.norm == "ne" and _is_swapped_and(words, at)
        else replace(word, norm="in")
        if word.raw in ("ni", "Ni") and at + 1 < len(words) and _is_named_place(words[at + 1])
        else replace(word, norm="duitser")
        if word.norm == "duister" and at and (words[at - 1].norm == "ben" or word.raw[0].isupper())
        else replace(word, norm="voor")
        if word.raw.lower() == "vr" and _before_somebody(words, at)
        else replace(word, norm="kinderen")
        if word.raw in ("k", "K", "kind") and at and (number_at(words, at - 1) or 0) > 1
        else replace(word, norm="ben" if words[at - 1].norm == "ik" else "is")
        if word.norm == "=" and at and words[at - 1].norm in ("ik", "hij", "zij", "ze")
        else replace(word, norm="zonlicht")
        if word.raw.lower() == "zon" and _is_the_sun(words, at)
        else replace(word, norm="letter")
        if word.raw in ("k", "K") and at + 1 < len(words) and words[at + 1].norm == "kaart"
        else replace(word, norm="letter")
        if word.raw == "K" and at and words[at - 1].norm in ("kaart", "verblijfskaart")
        else word
        for at, word in enumerate(words)
    ]


def _is_the_sun(words: list[Word], at: int) -> bool:
    """The `zon` of "de zon schijnt", "in de zon", which elsewhere is a son mistyped."""
    before = [word.norm for word in words[max(0, at - 2) : at]]
    after = [word.norm for word in words[at + 1 : at + 4]]
    shines = any(norm in grammar()["of_the_sun"] for norm in after)
    return before[-1:] == ["de"] and (shines or before[0] in ("in", "onder")) and after[:1] != ["van"]


def _after_staying(words: list[Word], at: int) -> bool:
    """Whether "noch" is `nog`, as in "ze zit noch in La Paz", "ze is momenteel noch daar"."""
    before = [word.norm for word in words[max(0, at - 2) : at]]
    stays = grammar()["stay_verbs"]
    if "noch" in [word.norm for word in words[at + 1 : at + 5]]:
        return False  # "we zijn noch gehuwd, noch samenwonend"
    for_now = before[-1:] in (["momenteel"], ["nu"], ["voorlopig"]) and before[0] in stays
    return bool(before) and (before[-1] in stays or for_now)


def _is_swapped_and(words: list[Word], at: int) -> bool:
    """The `ne` of "hij is 20 ne ongehuwd", "ik woon in Ieper ne ben Portugese", elsewhere an article."""
    after = words[at + 1].norm if at + 1 < len(words) else ""
    verbs = (*grammar()["first_person"], *grammar()["third_person"])
    return at > 0 and (after in verbs or after in grammar()["wed_or_not"])


def _is_named_place(word: Word) -> bool:
    return word.raw[:1].isupper() and (word.norm in cities() or word.norm in names() or word.norm in places())


def _without_points(words: list[Word]) -> list[Word]:
    """Leaves out the point of "4 k.", "2 kind." and "17 j., zoon van ...", which ends no sentence."""
    kept = []
    for at, word in enumerate(words):
        before = words[at - 1].raw.lower() if at > 1 and word.raw == "." else ""
        goes_on = at + 1 < len(words) and words[at + 1].raw in (",", ")")
        number = number_at(words, at - 2) or 0 if before else 0
        if not (before in ("k", "kind") and number > 1) and not (
            before in ("j", "jr", "mnd", "w", "wk") and goes_on and number
        ):
            kept.append(word)
    return kept


def _is_no_more(words: list[Word], at: int) -> bool:
    """The end of "haar ouders zijn er niet meer", "mijn man leeft niet meer"."""
    before = [word.norm for word in words[max(0, at - 4) : at]]
    ends = at + 1 == len(words) or not words[at + 1].norm[:1].isalnum()
    gone = before[-3:] in (["is", "er", "niet"], ["zijn", "er", "niet"])
    lives = before[-2:] in (["leeft", "niet"], ["leven", "niet"])
    who = before[-4:-3] if gone else before[-3:-2]
    somebody = bool(who) and (who[0] in person_nouns() or who[0] in ("hij", "zij", "ze", "die"))
    return ends and somebody and (gone or lives)


def _before_somebody(words: list[Word], at: int) -> bool:
    """The `vr` of "vr mijn vriend" is `voor`; elsewhere it is `vrouw`."""
    after = words[at + 1].norm if at + 1 < len(words) else ""
    own = any(after in forms for forms in grammar()["possessive"].values())
    return own or after in person_nouns() or after in ("een", "de")


def _with_nationalities(words: list[Word]) -> list[Word]:
    """The `Irak` of a learner's "ik ben Irak man" and "mijn man Belgie man" is Iraqi, Belgian."""
    kept = list(words)
    for at, (word, following) in enumerate(itertools.pairwise(words)):
        iso = names().get(word.norm)
        before = words[at - 1].norm if at else ""
        spouse = person_nouns().get(following.norm, {}).get("relation") == "spouse"
        spouse = spouse or (before == "ben" and following.norm in ("jongen", "meisje"))
        adjective = demonyms().get(word.norm, ("", ""))[1] == "noun" and before in grammar()["takes_spouse"]
        if adjective and spouse:
            kept[at] = replace(word, norm=demonyms_of(demonyms()[word.norm][0])[1])  # "trouwen met Belg man"
        if iso and spouse and before not in grammar()["prepositions"] and before != "te":
            kept[at] = replace(word, norm=demonyms_of(iso)[1])
    return kept


def _after_single_self(words: list[Word], at: int) -> bool:
    """The "ik" of "ik zijn Ghanees", not that of "mijn vriendin en ik zijn ..."."""
    before = words[at - 2].norm if at > 1 else ""
    return at > 0 and words[at - 1].norm == "ik" and before not in ("en", "&", "+")


def _without_cleft(words: list[Word]) -> list[Word]:
    """ "Het is niet ik die Belg is" becomes "niet ik Belg is", which says the same."""
    norms = [word.norm for word in words]
    at = next((at for at in range(len(norms)) if norms[at : at + 3] == ["het", "is", "niet"]), None)
    if at is None or "die" not in norms[at + 4 : at + 7]:
        return words
    die = norms.index("die", at + 4)
    return [*words[:at], *words[at + 2 : die], *words[die + 1 :]]


def _without_descent(words: list[Word]) -> list[Word]:
    """Leaves out the brackets of "mijn neefje (zoon van mijn overleden broer)": the nephew in other words."""
    kept, at = [], 0
    while at < len(words):
        last = _end_of_descent(words, at)
        kept += [] if last else words[at : at + 1]
        at = last or at + 1
    return kept


def _end_of_descent(words: list[Word], at: int) -> int | None:
    """The word after "(zoon van mijn zus)" or ", de dochter van mijn broer," where it follows other kin."""
    closing = {"(": (")",), ",": (",", ".")}.get(words[at].norm)
    before = at - 1
    if before > 1 and words[before - 1].norm == "," and looks_like_a_name(words[before]):
        before -= 2  # "een neef, Samuel, de zoon van mijn overleden broer"
    while before > 0 and (words[before].norm in AGE_UNITS or number_at(words, before) is not None):
        before -= 1
    kin = person_nouns().get(words[before].norm, {}) if before >= 0 else {}
    if closing is None or kin.get("relation") not in ("other", "grandchild") or kin.get("number"):
        return None
    norms = [word.norm for word in words[at + 1 : at + 9]]
    end = next((i for i, norm in enumerate(norms) if norm in closing), None)
    said = norms[1:] if norms[:1] and norms[0] in ("de", "het", "een") else norms
    child = len(said) > 1 and person_nouns().get(said[0], {}).get("relation") == "child" and said[1] == "van"
    if end is None or not child:
        return None
    return at + 1 + end + (norms[end] != ".")


# Each sees the words as those above it left them.
_REWRITINGS = (
    # Names for people and papers are written out first: all that follows looks for whole words.
    with_codes,
    in_plain_names,
    with_numbered,
    with_nationals,
    with_card_of_national,
    with_denial_first,
    # Who is called by name: what is told of them is found beside the noun by then.
    without_first_names,
    with_named_children,
    with_boys_and_girls,
    with_children_named_again,
    # What only explains is left out before brackets are opened; roles are told by what is left.
    without_grounds,
    without_pauses,
    with_helped_apart,
    with_letters_put_right,
    with_subject_told_after,
    with_brackets,
    with_holders,
    with_my_role,
    with_role_first,
    with_me_described,
    with_woman_i_am,
    # Points go before dialect, whose "k." is a word; short forms look at what stands around a word by then.
    _without_points,
    _with_dialect,
    with_givers_left_out,
    with_short_forms,
    # The order of words, once each of them is the right one.
    with_own_first,
    _with_nationalities,
    in_plain_order,
    with_future_spouse,
    without_second_role,
    without_childhood,
    with_newborns,
    # What says nothing of anybody here; a salutation first, so that a question may start the message.
    _without_salutation,
    without_general_questions,
    without_comparisons,
    without_sayings,
    without_asides,
    _without_descent,
    _without_cleft,
    # Last: only in what is left does "je" mean the one who writes.
    as_myself,
)
