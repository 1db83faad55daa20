"""The encoder behind the intents: what it may be shown, and that it knows what belongs together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.meaning import DIMENSIONS, LONGEST, meanings, plain

# Signs that normalisation makes longer: the C tokenizer writes past its buffer on the first.
SWELLING = ["\ufdfa", "\u3300", "\u2474", "\ufb03", "\u0390", "\u1f82"]


@given(st.text(max_size=2000))
def test_the_encoder_sees_only_a_bounded_line_of_printable_ascii(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= LONGEST
    assert shown.isascii()
    assert not shown or shown.isprintable()


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(SWELLING), st.characters()), max_size=400))
def test_any_text_has_a_meaning_of_length_one_or_none(text: str) -> None:
    length = float(np.linalg.norm(meanings([text])[0]))
    assert length == pytest.approx(1.0, abs=1e-3) or length == 0.0


def test_a_question_lies_nearer_to_the_same_in_other_words_than_to_another_question() -> None:
    asked, same, other = meanings(
        [
            "hoe lang duurt het voor ze beslissen",
            "wanneer mogen we eindelijk een antwoord verwachten",
            "moet mijn huwelijksakte vertaald worden",
        ]
    )
    assert asked @ same > asked @ other


def test_texts_together_mean_what_they_mean_alone() -> None:
    texts = ["mijn vrouw is Belg", "wat kost het", "👍", "mag ik werken met een oranje kaart?"]
    together = meanings(texts)
    assert together.shape == (len(texts), DIMENSIONS)
    for text, row in zip(texts, together, strict=True):
        assert np.allclose(meanings([text])[0], row, atol=1e-4)
    assert not together[2].any()
