from jobs.preparation import STAMP, Step, prepare


def run(root, done, **parts):
    step = Step("words", "Compiling…", ("words/*",), lambda: done.append("words"), **parts)
    return prepare([step], root=root, folder=root, salt="", say=lambda sentence: None)


def test_a_step_is_done_once_and_again_when_its_files_change(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "one").write_text("un")
    done = []
    assert run(tmp_path, done) == ["words"]
    assert run(tmp_path, done) == []
    (tmp_path / "words" / "one").write_text("uno")
    assert run(tmp_path, done) == ["words"]
    (tmp_path / "words" / "two").write_text("due")
    assert run(tmp_path, done) == ["words"]


def test_a_result_that_is_missing_is_made_again(tmp_path):
    done = []
    run(tmp_path, done)
    assert run(tmp_path, done, is_there=lambda: False) == ["words"]


def test_an_interrupted_preparation_goes_on_where_it_stopped(tmp_path):
    done = []
    good = Step("good", "", (), lambda: done.append("good"))
    bad = Step("bad", "", (), lambda: 1 / 0)
    for _ in range(2):
        try:
            prepare([good, bad], root=tmp_path, folder=tmp_path, salt="", say=lambda sentence: None)
        except ZeroDivisionError:
            done.append("stopped")
    assert done == ["good", "stopped", "stopped"]


def test_a_stamp_of_another_database_or_an_unreadable_one_counts_for_nothing(tmp_path):
    done = []
    step = Step("words", "", (), lambda: done.append("words"))
    for salt in ("here", "there"):
        prepare([step], root=tmp_path, folder=tmp_path, salt=salt, say=lambda sentence: None)
    (tmp_path / STAMP).write_text("not json")
    prepare([step], root=tmp_path, folder=tmp_path, salt="there", say=lambda sentence: None)
    assert done == ["words"] * 3
