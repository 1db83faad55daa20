"""Residence cards: a letter with "kaart" near it, and the names people give to cards."""

from __future__ import annotations

import itertools
import re
from typing import Any

from nlu.lexicon import Tag, card_words, grammar
from nlu.words import Word

_REACH = 6
_CALLED = ("maar de", "maar een", "wel een", "nu is", "is nu", "is een")
_OTHER_ANNEXES = (["bis"], ["ter"], ["quater"], ["quinquies"])


def find_cards(words: list[Word]) -> list[Tag]:
    """Every card named in the message, with its letter as in the contract."""
    found = _named(words)
    index = 0
    while index < len(words):
        tag = _glued(words, index) or _letter_first(words, index) or _letter_after(words, index)
        tag = tag or _letter_on_it(words, index)
        if tag and not any(other.first < tag.last and tag.first < other.last for other in found):
            found.append(tag)
        index = tag.last if tag else index + 1
    if any(_is_read_off(words, tag) for tag in found):
        found = [tag for tag in found if (tag.value, tag.last - tag.first) != ("orange_card", 1)]
    return found


def _is_read_off(words: list[Word], tag: Tag) -> bool:
    """The A of "de oranje, euh, er staat A op": the orange card itself has no letter."""
    before = [words[at].norm for at in range(max(0, tag.first - 3), tag.first)]
    before = before[:-1] if before[-1:] == ["een"] else before
    return before[-2:] in (["er", "staat"], ["staat", "er"])


def _named(words: list[Word]) -> list[Tag]:
    norms = [word.norm for word in words]
    names: dict[str, Any] = card_words()["names"]
    phrases = [(name.split(), card) for card, listed in names.items() for name in listed]
    found: list[Tag] = []
    for phrase, card in sorted(phrases, key=lambda each: -len(each[0])):
        for at in range(len(norms)):
            free = not any(tag.first <= at < tag.last for tag in found)
            other = norms[at + len(phrase) : at + len(phrase) + 1]  # "bijlage 15 quinquies" is another annex
            if free and norms[at : at + len(phrase)] == phrase and other not in _OTHER_ANNEXES:
                found.append(Tag(at, at + len(phrase), "card", card))
    return found


def _letter(word: Word) -> str | None:
    quoted = word.raw[:1] in "'’`\"" and word.raw[1:].isupper()
    raw = (word.raw[1:] if quoted else word.raw).upper()
    return raw if raw in card_words()["letters"] else None


def _with_plus(words: list[Word], at: int, letter: str) -> tuple[int, str]:
    """The letter with the plus that may follow it, as a sign or a word."""
    plus = at < len(words) and (words[at].raw == "+" or words[at].norm == "plus")
    return (at + 1, letter + "+") if plus and letter + "+" in card_words()["letters"] else (at, letter)


def _glued(words: list[Word], index: int) -> Tag | None:
    glued = re.fullmatch(r"(eu|[a-fhik-n])(kaart|kaartje)", words[index].norm)
    return Tag(index, index + 1, "card", glued[1].upper()) if glued else None


def _letter_first(words: list[Word], index: int) -> Tag | None:
    """A-kaart, F+ kaart, elektronische B, type B."""
    letter = _letter(words[index])
    if letter is None:
        return None
    at, letter = _with_plus(words, index + 1, letter)
    if letter in ("F+", "M+", "EU+") and words[index].raw.endswith("+"):
        noun = at < len(words) and words[at].norm in card_words()["words"]
        return Tag(index, at + noun, "card", letter)
    while at < len(words) and words[at].norm in ("-", '"'):
        at += 1
    if (
        words[index].raw == "e"
        and at + 1 < len(words)
        and _letter(words[at + 1])
        and words[at + 1].raw.isupper()
    ):
        return None  # the Flemish "e kaart K" is `een kaart K`
    if at < len(words) and words[at].norm in card_words()["words"]:
        return Tag(index, at + 1, "card", letter)
    before = words[index - 1].norm if index else ""
    at = _spelt_out(words, at, letter) if before == "letter" else at
    return Tag(index, at, "card", letter) if before in ("elektronische", "type", "letter") else None


def _letter_after(words: list[Word], index: int) -> Tag | None:
    """Kaart B, kaart type F, verblijfskaart met letter A."""
    if words[index].norm not in card_words()["words"]:
        return None
    at = index + 1
    while at < len(words) and words[at].norm in card_words()["between"] and words[at].raw not in ("E", "K"):
        at += 1
    if at >= len(words) or at - index >= _REACH:
        return None
    letter = _letter(words[at])
    if letter is None:
        return None
    last, letter = _with_plus(words, at + 1, letter)
    belongs_to_next = last < len(words) and words[last].norm in ("-", "kaart")
    last = _spelt_out(words, last, letter) if words[at - 1].norm == "letter" else last
    return None if belongs_to_next else Tag(index, last, "card", letter)


def _letter_on_it(words: list[Word], index: int) -> Tag | None:
    """The D of "op de kaart van mijn vrouw staat een D", the B of "er staat een B op zijn kaart"."""
    letter = _letter(words[index])
    if letter is None:
        return None
    last, letter = _with_plus(words, index + 1, letter)
    before = [words[at].norm for at in range(max(0, index - 3), index)]
    following = [word.norm for word in words[last : last + 4]]
    on_card = following[:1] == ["op"] and bool(set(following) & set(card_words()["words"]))
    if on_card and {"heb", "heeft", "hebben", "met"} & set(before):
        return Tag(index, last, "card", letter)
    if _is_had_now(words, index, last) or _is_after_all(words, index, last):
        return Tag(index, last, "card", letter)
    around = {words[at].norm for at in range(max(0, index - 10), min(len(words), index + 6))}
    after = words[last].norm if last < len(words) else "."
    called = " ".join(before[-2:]) in _CALLED and not after[:1].isalnum()
    if called and around & set(card_words()["words"]):
        return Tag(index, last, "card", letter)
    coloured = around & {"oranje", "oranjen"}  # "de oranje, euh, er staat A op"
    stands_on = following[:1] == ["op"] and before[-1:] == ["staat"]
    big = before[-1:] == ["grote"] and "staat" in before and after in ("op", "erop")
    if big and around & set(card_words()["words"]):
        return Tag(index, last, "card", letter)  # "er staat een grote l op"
    if not words[index].raw.strip("'’`").isupper() and not (coloured and stands_on):
        return None
    if _is_given(words, index, last) or (
        before[-1:] == ["ik"] and not after[:1].isalnum() and index + 1 == last
    ):
        return Tag(index, last, "card", letter)  # "nu hebben ze mij een B gegeven", a note's "ik L"
    has = before[-1:] if before[-1:] != ["een"] else before[-2:-1]
    ends = not after[:1].isalnum() or after in ("en", "maar")
    if has and has[0] in ("heb", "heeft") and ends:
        return Tag(index, last, "card", letter)
    says = {"staat", "letter"} & set(before) or after == "staat"
    told = says and (coloured or around & set(card_words()["words"]))
    return Tag(index, last, "card", letter) if told else None


def _is_given(words: list[Word], index: int, last: int) -> bool:
    """The B of "nu hebben ze mij nen B gegeven", "vorig jaar kreeg ik een B"."""
    before = [words[at].norm for at in range(max(0, index - 5), index)]
    after = words[last].norm if last < len(words) else "."
    got = after in ("gekregen", "gegeven") or "kreeg" in before[-3:]
    return got and before[-1:] in (["een"], ["ne"], ["nen"]) and "niet" not in before


def with_letters_put_right(words: list[Word]) -> list[Word]:
    """ "Mijn kaart is K, sorry nee, L" becomes "mijn kaart is L"."""
    for at, word in enumerate(words):
        if len(word.raw) > 1 or _letter(word) is None:
            continue
        end = at + 1
        while end < len(words) and _is_between_letters(words[end]):
            end += 1
        taken_back = {one.norm for one in words[at + 1 : end]} & set(grammar()["slip"]["aloud"])
        right = end < len(words) and len(words[end].raw) == 1 and _letter(words[end])
        near = {one.norm for one in words[max(0, at - _REACH) : at]} & set(card_words()["words"])
        closes = not (end + 1 < len(words) and words[end + 1].norm in ("-", *card_words()["words"]))
        if right and taken_back and near and closes:
            return with_letters_put_right([*words[:at], words[end], *words[end + 1 :]])
    return words


def _is_between_letters(word: Word) -> bool:
    """Whether a word between two letters only takes the first one back; a "K" with a capital does not."""
    capital = len(word.raw) == 1 and word.raw.isupper()
    return not capital and (word.norm in grammar()["slip"]["letters"] or word.norm in (",", ".", "-"))


def _is_had_now(words: list[Word], index: int, last: int) -> bool:
    """The C of "eerst had ik A maar nu heb ik C", the B of "en nu heeft ze een B"."""
    before = [words[at].norm for at in range(max(0, index - 4), index)]
    before = before[:-1] if before[-1:] == ["een"] else before
    ends = last == len(words) or not words[last].norm[:1].isalnum()
    has = before[-2:] in (["heb", "ik"], ["heeft", "hij"], ["heeft", "ze"], ["heeft", "zij"])
    if before[-1:] and before[-1] in card_words()["now"]:
        earlier = {word.norm for word in words[max(0, index - 10) : index]}
        return ends and bool(earlier & set(card_words()["words"]))  # "vroeger een H-kaart, nu een D"
    return has and ends and (before[-3:-2] == ["nu"] or words[index].raw.isupper())


def _is_after_all(words: list[Word], index: int, last: int) -> bool:
    """The K of "ik dacht dat het een B was, maar het is een K": a letter in the place of another one."""
    before = words[max(0, index - 10) : index]
    norms = [word.norm for word in before]
    ends = last == len(words) or not words[last].norm[:1].isalnum()
    instead = norms[-4:] in (["maar", "het", "is", "een"], ["maar", "t", "is", "een"])
    other = any(one.norm == "een" and _letter(letter) for one, letter in itertools.pairwise(before[:-4]))
    return instead and ends and other


def _spelt_out(words: list[Word], last: int, letter: str) -> int:
    """The end of "de letter A van Antoine": the name only tells which letter is meant."""
    name = words[last + 1].raw if last + 1 < len(words) and words[last].norm == "van" else ""
    return last + 2 if len(name) > 1 and name[0].upper() == letter[0] and name.isalpha() else last


def bare_letter(words: list[Word]) -> str | None:
    """The card when an answer is no more than its letter: "B", "een F+", "de A"."""
    rest = [word for word in words if word.norm not in card_words()["alone_with"]]
    letter = _letter(rest[0]) if rest else None
    if letter is None:
        return None
    at, letter = _with_plus(rest, 1, letter)
    return letter if _spelt_out(rest, at, letter) == len(rest) else None
