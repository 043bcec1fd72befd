import pytest

from jobs.preparation import STAMP, do_steps, inputs, outdated


@pytest.fixture
def root(tmp_path):
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").touch()
    (tmp_path / "app" / "migrations" / "0001_first.py").write_text("first")
    return tmp_path


def prepare(root, **steps):
    do_steps({name.replace("_", " "): do for name, do in steps.items()}, root=root, folder=root)


def everything(root):
    prepare(root, **{name.replace(" ", "_"): lambda: None for name in inputs(root)})


def test_what_is_done_stays_done_until_its_files_change(root):
    assert outdated(root, root) == list(inputs(root))
    everything(root)
    assert outdated(root, root) == []
    (root / "app" / "migrations" / "0002_second.py").write_text("second")
    assert outdated(root, root) == ["database", "demo"]
    everything(root)
    (root / "app" / "migrations" / "0002_second.py").write_text("another second")
    assert outdated(root, root) == ["database", "demo"]


def test_files_of_the_data_folder_concern_no_step(root):
    everything(root)
    (root / "data" / "static").mkdir(parents=True)
    (root / "data" / "static" / "page.css").write_text("collected")
    assert outdated(root, root) == []


def test_an_interrupted_preparation_goes_on_where_it_stopped(root):
    with pytest.raises(ZeroDivisionError):
        prepare(root, database=lambda: None, catalogues=lambda: 1 / 0)
    assert outdated(root, root) == ["catalogues", "static files", "demo"]


def test_a_stamp_of_another_database_or_an_unreadable_one_counts_for_nothing(root, monkeypatch):
    everything(root)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/site")
    assert outdated(root, root) == list(inputs(root))
    everything(root)
    (root / STAMP).write_text("not json")
    assert outdated(root, root) == list(inputs(root))
