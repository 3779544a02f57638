"""`cnnviz lesson` as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnviz.__main__ import main
from cnnviz.app.store import Store
from cnnviz.model.document import with_picture
from cnnviz.model.lessons.lesson import Place, begun
from cnnviz.model.lessons.reading import read_lesson
from cnnviz.model.networks import lecture_document
from cnnviz.model.view import Panel
from tests.test_command_line import run

pytestmark = pytest.mark.usefixtures("qapp")

EXAMPLE = Path(__file__).parent / "model" / "lesson.toml"


def test_a_lesson_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesson", str(EXAMPLE), "--check"]) == 0
    assert capsys.readouterr().out == f"{EXAMPLE}: 3 scenes, 1 task, no fault\n"


def test_every_fault_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.toml"
    text = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace('"Cross"', '"Crss"').replace("speed = 2", "speed = 3"), encoding="utf-8")
    assert main(["lesson", str(path), "--check"]) == 2
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == f"{path}:12: there is no filter called “Crss”; did you mean “Cross”?"
    assert second.startswith(f"{path}:21: the speed is one of")
    assert last.startswith(f"{path}:")


def test_an_image_beside_a_lesson_is_read_without_a_screen(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>', "utf-8"
    )
    (tmp_path / "a.toml").write_text('title = "A"\n[[scene]]\ntitle = "B"\npicture = "a.svg"\n', "utf-8")
    done = run("lesson", tmp_path / "a.toml", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 scene, 0 tasks, no fault\n")


def test_shipped_lessons_are_listed_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lesson"]) == 0
    listed = capsys.readouterr().out
    assert main(["lesson", "--list"]) == 0
    assert capsys.readouterr().out == listed
    assert listed.startswith("1  How ConvNets work")
    assert main(["lesson", "smiley", "--check"]) == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["Lerning"], "did you mean “Learning”?"),
        (["none.toml", "--check"], "“none.toml” cannot be opened: there is no such file"),
    ],
)
def test_what_is_no_lesson_is_said_in_one_line(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lesson", *arguments]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1


def test_a_scene_or_a_check_needs_a_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--check"], ["--scene", "2"], [str(EXAMPLE), "--scene", "0"]):
        with pytest.raises(SystemExit) as left:
            main(["lesson", *arguments])
        assert left.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_opening_a_faulty_lesson_tells_its_first_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace('"Cross"', '"Crss"'), encoding="utf-8")
    store = Store(lecture_document())
    store.open_lesson(read_lesson(path))
    notice = store.state.notice
    assert notice is not None
    assert notice.is_problem
    assert notice.text.startswith("“a.toml”, line 12: there is no filter called “Crss”")
    store.open_lesson(read_lesson(EXAMPLE))
    assert store.state.notice is None


def test_work_in_a_lesson_reopens_with_the_sight_of_its_scene() -> None:
    work = begun(Place(read_lesson(EXAMPLE), 0))
    work = with_picture(work, -work.picture)
    store = Store(lecture_document())
    store.open(work)
    assert store.state.document is work
    assert Panel.LESSON not in store.state.view.hidden
    assert store.state.view.predicts
