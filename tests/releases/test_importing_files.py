"""Files named on the command line: what can't be read gets a sentence and stops nothing else."""

import errno
import os

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from releases.importing import Unreadable
from releases.importing.files import read_file, why_not
from releases.importing.reading import LARGEST
from releases.models import Release
from tests.factories import UserFactory

TEXT = "Tiedote\n\nSilta avattiin\n\nSilta avattiin maanantaina, ja ensimmäisenä sen ylitti kissa.\n"


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FileNotFoundError(errno.ENOENT, ""), "There is no such file."),
        (NotADirectoryError(errno.ENOTDIR, ""), "There is no such file."),
        (IsADirectoryError(errno.EISDIR, ""), "This is a folder. Name the text files in it."),
        (PermissionError(errno.EACCES, ""), "You have no permission to read this file."),
        (OSError(errno.EIO, ""), "The file can't be read (EIO)."),
        (OSError("no number"), "The file can't be read (?)."),
    ],
)
def test_every_failure_to_read_has_a_sentence(error, sentence):
    assert str(why_not(error)) == sentence


def test_file_is_read_no_further_than_a_text_can_reach(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(10 * LARGEST)

    assert len(read_file(path)) == LARGEST + 1


def test_folder_and_missing_file_are_refused(tmp_path):
    refusals = []
    for path in (tmp_path, tmp_path / "never.txt", tmp_path / ("a" * 300)):
        with pytest.raises(Unreadable) as refusal:
            read_file(path)
        refusals.append(str(refusal.value.message))

    assert refusals == [
        "This is a folder. Name the text files in it.",
        "There is no such file.",
        "The file can't be read (ENAMETOOLONG).",
    ]


@pytest.mark.django_db
def test_files_that_fail_do_not_stop_the_others(tmp_path, capsys):
    paths = [tmp_path / name for name in ("never.txt", "one.txt", "folder", "empty.txt", "two.txt")]
    paths[1].write_text(TEXT, encoding="utf-8")
    paths[2].mkdir()
    paths[3].touch()
    paths[4].write_text(TEXT.replace("kissa", "koira"), encoding="utf-8")

    with pytest.raises(CommandError) as failure:
        call_command("import_release", *map(str, paths))

    assert Release.objects.count() == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{paths[0]}: There is no such file.",
        f"{paths[2]}: This is a folder. Name the text files in it.",
        f"{paths[3]}: The file holds no text. Choose the file that has the text of the release.",
    ]
    assert (failure.value.returncode, str(failure.value)) == (1, f"Not done: {paths[0]}, {paths[2]}, {paths[3]}.")


@pytest.mark.django_db
def test_file_whose_name_is_in_another_encoding_is_imported(tmp_path, capsys):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/hyv\xe4.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(TEXT)

    call_command("import_release", path)

    assert capsys.readouterr().out.splitlines()[0] == f"{tmp_path}/hyv?.txt"
    assert Release.objects.count() == 1


NO_TEXT = {
    "fi": "Tiedostossa ei ole tekstiä. Valitse tiedosto, jossa tiedotteen teksti on.",
    "sv": "Filen innehåller ingen text. Välj filen som har pressmeddelandets text.",
    "en": "The file holds no text. Choose the file that has the text of the release.",
}


def what_is_said_of_nothing(tmp_path, capsys, *arguments):
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(CommandError):
        call_command("import_release", str(path), *arguments)
    return capsys.readouterr().err.strip().removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "fi_FI.UTF-8"}, "fi"),
        ({"LC_ALL": "sv_FI"}, "sv"),
        ({"LC_ALL": "fi", "LC_MESSAGES": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}, "fi"),
        ({"LC_ALL": "", "LC_MESSAGES": "sv_SE.UTF-8", "LANG": "fi_FI.UTF-8"}, "sv"),
        ({"LANG": "fi_FI@euro"}, "fi"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fil_PH.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fi_FI.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_command_speaks_the_language_of_the_terminal(tmp_path, capsys, monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert what_is_said_of_nothing(tmp_path, capsys) == NO_TEXT[language]


@pytest.mark.django_db
@pytest.mark.parametrize("language", NO_TEXT)
def test_command_speaks_the_language_of_the_editor_it_works_for(tmp_path, capsys, language):
    editor = UserFactory(language=language)

    assert what_is_said_of_nothing(tmp_path, capsys, "--by", editor.email) == NO_TEXT[language]
