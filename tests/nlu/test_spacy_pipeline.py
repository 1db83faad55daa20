"""The project's own Dutch spaCy pipeline, its installer, and the conversion of its training data."""

from __future__ import annotations

import hashlib
import http.server
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from scripts import spacy_model

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "nlu" / "spacy_pipeline"
VENDOR = ROOT / "vendor"
MAX_WHEEL_BYTES = 10_000_000


@pytest.fixture(scope="session")
def wheel() -> Path:
    """The wheel in vendor/."""
    (found,) = VENDOR.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def nlp(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Language]:
    """The pipeline of the wheel, loaded the way Rasa does, whichever pipeline is installed."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        yield spacy.load("nl_ud_sm", disable=["parser"])


def lemmas(doc: Doc) -> dict[str, str]:
    """Map each word to its lemma in small letters."""
    return {token.text: token.lemma_.lower() for token in doc}


def parts_of_speech(doc: Doc) -> dict[str, str]:
    """Map each word to its part of speech."""
    return {token.text: token.pos_ for token in doc}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mijn kinderen wonen bij hun moeder.", {"kinderen": "kind", "wonen": "wonen", "moeder": "moeder"}),
        ("zij werkt al jaren in een ziekenhuis", {"werkt": "werken", "jaren": "jaar"}),
        ("We trouwden vorige zomer.", {"trouwden": "trouwen", "We": "we"}),
        ("Hij heeft twee zoontjes en drie dochters.", {"zoontjes": "zoon", "dochters": "dochter"}),
        ("De gemeenten vragen officiële documenten.", {"gemeenten": "gemeente", "officiële": "officieel"}),
        ("Onze stiefkinderen kregen verblijfskaarten.", {"stiefkinderen": "stiefkind"}),
        ("ik woon hier en ik kom uit Kameroen", {"woon": "wonen", "kom": "komen"}),
    ],
)
def test_lemmas_of_everyday_sentences(nlp: Language, sentence: str, expected: dict[str, str]) -> None:
    found = lemmas(nlp(sentence))
    assert {word: found[word] for word in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Mijn vrouw woont in Turkije.", {"vrouw": "NOUN", "woont": "VERB", "in": "ADP", "Turkije": "PROPN"}),
        ("mijn man werkt in antwerpen", {"man": "NOUN", "werkt": "VERB", "antwerpen": "PROPN"}),
        ("ik werk en mijn zus zoekt werk", {"ik": "PRON", "zus": "NOUN", "zoekt": "VERB"}),
        ("waar woon je nu", {"woon": "VERB", "je": "PRON", "nu": "ADV"}),
        ("Zij zijn niet getrouwd.", {"Zij": "PRON", "zijn": "AUX", "getrouwd": "VERB"}),
    ],
)
def test_parts_of_speech_with_and_without_capitals(
    nlp: Language, sentence: str, expected: dict[str, str]
) -> None:
    found = parts_of_speech(nlp(sentence))
    assert {word: found[word] for word in expected} == expected


def test_pronouns_tell_their_person(nlp: Language) -> None:
    doc = nlp("Ik denk dat je zus wacht.")
    assert doc[0].morph.get("Person") == ["1"]
    assert doc[3].morph.get("Person") == ["2"]


def test_a_nationality_at_the_end_of_a_sentence_is_no_abbreviation(nlp: Language) -> None:
    assert [token.text for token in nlp("Hij is Belg.")] == ["Hij", "is", "Belg", "."]


def test_strange_input_is_no_problem(nlp: Language) -> None:
    for text in ("", " ", "???", "😀😀", "a" * 2000, "\n\n\t"):
        assert nlp(text).text == text


def test_rasa_accepts_the_pipeline(nlp: Language) -> None:
    from rasa.nlu.utils.spacy_utils import SpacyNLP

    model = SpacyNLP.load_model("nl_ud_sm")
    SpacyNLP.ensure_proper_language_model(model.model)
    assert model.model_name == "nl_ud_sm"


def test_wheel_is_the_pinned_one_and_small(wheel: Path) -> None:
    digest, name = (VENDOR / "SHA256SUMS").read_text().split()
    assert name == wheel.name
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == digest
    assert wheel.stat().st_size < MAX_WHEEL_BYTES


def test_pipeline_tells_what_it_is_and_whose(nlp: Language) -> None:
    assert (nlp.meta["lang"], nlp.meta["name"], nlp.meta["license"]) == ("nl", "ud_sm", "CC BY-SA 4.0")
    assert "not nl_core_news_sm" in nlp.meta["description"]
    authors = " ".join(source["author"] for source in nlp.meta["sources"])
    for author in ("Gosse Bouma", "Gertjan van Noord", "Daniel Zeman", "Zdeněk Žabokrtský", "ExplosionAI"):
        assert author in authors
    assert nlp.meta["performance"]["LassySmall 2.8 test part"]["LEMMA"] > 93
    assert "ner" not in nlp.pipe_names


def test_wheel_carries_its_licence_and_no_other_name(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    version = wheel.name.split("-")[1]
    tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"nl_ud_sm", f"nl_ud_sm-{version}.dist-info"}
    metadata = Parser().parsestr(archive.read(f"nl_ud_sm-{version}.dist-info/METADATA").decode())
    assert metadata["Name"].replace("-", "_") == "nl_ud_sm"
    licence = archive.read(f"nl_ud_sm-{version}.dist-info/LICENSE").decode()
    assert licence == (VENDOR / "LICENSE").read_text()
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in licence
    for author in ("Gosse Bouma", "Gertjan van Noord", "Daniel Zeman", "Zdeněk Žabokrtský", "ExplosionAI"):
        assert author in licence


class Releases:
    """A web server that hands out one file, or less of it than it says."""

    def __init__(self, content: bytes, claimed_length: int | None = None) -> None:
        self.requests = 0
        releases = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                releases.requests += 1
                self.send_response(200)
                self.send_header("Content-Length", str(claimed_length or len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep the test's output clean."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/nl_core_news_sm-3.4.0-py3-none-any.whl"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving; the address then refuses connections."""
        self.server.shutdown()
        self.server.server_close()


class Machine:
    """A place to install to, with the official pipeline at an address of our choice."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.site = folder / "site"
        self.stamp = folder / "stamps" / "spacy_model"
        self.patch = patch
        patch.setenv("PIP_TARGET", str(self.site))
        patch.delenv("SPACY_MODEL", raising=False)
        for proxy in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(proxy, raising=False)
        patch.setattr(spacy_model, "STAMP", self.stamp)

    def offer(self, releases: Releases, content: bytes) -> None:
        """Take the official pipeline from this server; expect this content."""
        self.patch.setattr(spacy_model, "OFFICIAL_URL", releases.url)
        self.patch.setattr(spacy_model, "OFFICIAL_SHA256", hashlib.sha256(content).hexdigest())

    @property
    def installed(self) -> list[str]:
        """The pipelines that are installed."""
        return sorted(path.name for path in self.site.glob("nl_*") if "." not in path.name)

    @property
    def recorded(self) -> list[str]:
        """What is recorded as in use: name and version."""
        return self.stamp.read_text().split() if self.stamp.exists() else []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine without a pipeline."""
    return Machine(tmp_path, monkeypatch)


@pytest.fixture
def official(tmp_path: Path) -> bytes:
    """A small wheel under the official pipeline's name."""
    path = tmp_path / "official.whl"
    info = "nl_core_news_sm-3.4.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nl_core_news_sm/__init__.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: nl_core_news_sm\nVersion: 3.4.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path.read_bytes()


def test_official_pipeline_comes_first(
    machine: Machine, official: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(official)
    machine.offer(releases, official)
    assert spacy_model.main([]) == 0
    releases.close()
    assert machine.installed == ["nl_core_news_sm"]
    assert machine.recorded == ["nl_core_news_sm", "3.4.0"]
    assert capsys.readouterr().out == "spaCy-pijplijn in gebruik: nl_core_news_sm 3.4.0\n"


def assert_fell_back(machine: Machine, output: str, reason: str) -> None:
    """Our own pipeline is in use, and one line says why."""
    assert machine.installed == ["nl_ud_sm"]
    assert machine.recorded[0] == "nl_ud_sm"
    why, in_use = output.splitlines()
    assert why.startswith("nl_core_news_sm: ") and why.endswith("verder met nl_ud_sm")
    assert reason in why
    assert in_use == f"spaCy-pijplijn in gebruik: {' '.join(machine.recorded)}"


def test_unreachable_address_falls_back(
    machine: Machine, official: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(official)
    releases.close()
    machine.offer(releases, official)
    assert spacy_model.main([]) == 0
    assert_fell_back(machine, capsys.readouterr().out, "niet bereikbaar")


def test_other_content_is_not_installed(
    machine: Machine, official: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(official + b"something else")
    machine.offer(releases, official)
    assert spacy_model.main([]) == 0
    releases.close()
    assert_fell_back(machine, capsys.readouterr().out, "sha256")


def test_half_a_download_is_not_installed(
    machine: Machine, official: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(official[:100], claimed_length=len(official))
    machine.offer(releases, official)
    assert spacy_model.main([]) == 0
    releases.close()
    assert_fell_back(machine, capsys.readouterr().out, "nl_core_news_sm")


def test_own_pipeline_by_choice_asks_no_network(
    machine: Machine, official: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = Releases(official)
    machine.offer(releases, official)
    monkeypatch.setenv("SPACY_MODEL", "nl_ud_sm")
    assert spacy_model.main([]) == 0
    releases.close()
    assert machine.recorded[0] == "nl_ud_sm"
    assert releases.requests == 0


def test_nothing_obtainable_is_one_clear_line(
    machine: Machine,
    official: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    releases = Releases(official)
    releases.close()
    machine.offer(releases, official)
    monkeypatch.setattr(spacy_model, "VENDOR", tmp_path / "vendor")
    assert spacy_model.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("FOUT: geen Nederlandse spaCy-pijplijn te krijgen.")
    assert "nl_core_news_sm: niet bereikbaar" in line and "nl_ud_sm: ontbreekt" in line
    assert machine.installed == [] and machine.recorded == []


def test_damaged_own_wheel_is_refused(
    machine: Machine, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "SHA256SUMS").write_text((VENDOR / "SHA256SUMS").read_text())
    (vendor / wheel.name).write_bytes(wheel.read_bytes()[:-1])
    monkeypatch.setattr(spacy_model, "VENDOR", vendor)
    assert spacy_model.main(["--model", "nl_ud_sm"]) == 1
    assert machine.installed == [] and machine.recorded == []


def test_unknown_choice_is_one_clear_line(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPACY_MODEL", "nl_core_news_lg")
    assert spacy_model.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "SPACY_MODEL=nl_core_news_lg" in line and "nl_ud_sm" in line


def test_which_tells_the_recorded_name(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert spacy_model.main(["--which"]) == 1
    assert "make install" in capsys.readouterr().err
    machine.stamp.parent.mkdir()
    machine.stamp.write_text("nl_ud_sm\n1.0.0\n")
    assert spacy_model.main(["--which"]) == 0
    assert capsys.readouterr().out == "nl_ud_sm\n"


SENTENCE = """# sent_id = {ident}
1\tDe\tde\tDET\tLID|bep|stan|rest\tDefinite=Def|ExtPos=PROPN\t2\tdet\t_\t_
2\t{word}\tgemeente_raad_verkiezing\tNOUN\tN|soort|mv|basis\tNumber=Plur\t3\tnsubj\t_\t_
3\tliepen\taf_lopen\tVERB\tWW|pv|verl|mv\tTense=Past\t0\troot\t_\t_
4\tX\tx\t_\t_\t_\t3\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\tLET\t_\t3\tpunct\t_\t_

"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small treebank, converted by the script that training uses."""
    treebank = tmp_path_factory.mktemp("treebank")

    def write(name: str, idents: list[str]) -> None:
        sentences = [SENTENCE.format(ident=i, word=f"Gemeenteraadsverkiezingen{i.upper()}") for i in idents]
        (treebank / f"{name}.conllu").write_text("".join(sentences))

    write("lassy216-test", ["wiki-1.s.1", "web-1.s.1"])
    write("lassy216-dev", ["wiki-1.s.1", "dev-1", "dev-2"])
    write("alpino216-test", ["test-1"])
    write("alpino216-dev", ["test-1", "train-1"])
    write("alpinoold-f8357915", ["train-1", "train-2"])
    out = tmp_path_factory.mktemp("corpus")
    script = [sys.executable, str(TRAINING / "convert.py"), str(treebank), str(out)]
    subprocess.run([*script, "--chat-share", "0"], check=True, capture_output=True)
    return out


def words(path: Path) -> list[Doc]:
    """Read converted documents."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("nl").vocab))


def test_held_out_sentences_are_not_trained_on(corpus: Path) -> None:
    held_out = {d[1].text for name in ("lassy-test", "alpino-test") for d in words(corpus / f"{name}.spacy")}
    trained = {token.text for doc in words(corpus / "train" / "gold.spacy") for token in doc}
    assert held_out == {"GemeenteraadsverkiezingenWIKI-1.S.1", "GemeenteraadsverkiezingenTEST-1"}
    assert not held_out & trained
    assert "GemeenteraadsverkiezingenTRAIN-2" in trained


def test_conversion_knows_the_traps(corpus: Path) -> None:
    (doc,) = words(corpus / "alpino-test.spacy")
    article, noun, verb, masked, _ = doc
    assert str(article.morph) == "Definite=Def"
    assert noun.lemma_ == "gemeenteraadsverkiezing"
    assert verb.lemma_ == "aflopen"
    assert masked.pos_ == "" and not masked.has_morph()


def test_chat_variant_has_no_capitals_and_no_punctuation(corpus: Path) -> None:
    (doc,) = words(corpus / "alpino-test-chat.spacy")
    assert doc.text.strip() == "de gemeenteraadsverkiezingentest-1 liepen x"
    assert doc[1].head.text == "liepen"
