"""Work over many files: in one process, in several, and when they die."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import fake_engine
import pytest

from migrate import project, running

OLD = "import tensorflow as tf\ny = tf.log(x)\n"
PADDING = "# " + "x" * 60_000 + "\n"


def migrate(**options):
    (tree,) = project.find(["."])
    return running.migrate_tree(tree, engine=fake_engine, **options)


def outcome(result):
    findings = result.findings + [finding for group in result.groups for finding in group.findings]
    return (
        {change.place.name for group in result.groups for change in group.changes},
        {(finding.path, finding.code) for finding in findings if finding.severity == "error"},
    )


@pytest.fixture
def many(here):
    for number in range(12):
        (here / f"m{number:02}.py").write_text(OLD + PADDING)
    return here


def test_several_processes_give_what_one_gives(many):
    alone, together = migrate(jobs=1), migrate(jobs=2)
    assert outcome(alone) == outcome(together)
    assert len(outcome(alone)[0]) == 12


def test_a_worker_that_dies_costs_one_file(many):
    (many / "m05.py").write_text(OLD + PADDING + "DIE = 1\n")
    changed, problems = outcome(migrate(jobs=2))
    assert problems == {("m05.py", "TF004")}
    assert len(changed) == 11


def test_errors_in_workers_cost_their_files(many):
    (many / "m01.py").write_text(OLD + PADDING + "BOOM = 1\n")
    (many / "m02.py").write_text(OLD + PADDING + "BROKEN = 1\n")
    (many / "m03.py").write_text(OLD + PADDING + "DEEP = 1\n")
    changed, problems = outcome(migrate(jobs=2))
    assert problems == {("m01.py", "TF004"), ("m02.py", "TF004"), ("m03.py", "TF004")}
    assert len(changed) == 9


def test_another_executor_can_be_handed_in(many):
    with ThreadPoolExecutor(2) as pool:
        assert len(outcome(migrate(executor=pool))[0]) == 12


def test_progress_counts_groups(many):
    seen = []
    migrate(jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(number, 12) for number in range(1, 13)]


def test_a_failing_group_is_named_once_and_left_whole(here):
    (here / "a.py").write_text(OLD + "# group g\n")
    (here / "b.py").write_text(OLD + "# group g\nBOOM = 1\n")
    (here / "c.py").write_text(OLD)
    changed, problems = outcome(migrate())
    assert changed == {"c.py"}
    assert problems == {("a.py", "TF004")}


def test_a_grouping_that_fails_is_a_finding(here, monkeypatch):
    (here / "a.py").write_text(OLD)

    def group(files):
        raise IndexError("out of range")

    monkeypatch.setattr(fake_engine, "group", group)
    assert outcome(migrate()) == (set(), {("a.py", "TF004")})


def test_a_long_sum_is_no_error(here):
    (here / "a.py").write_text(OLD + "x = " + " + ".join(["1"] * 3000) + "\n")
    assert outcome(migrate()) == ({"a.py"}, set())


def test_what_python_itself_cannot_parse_is_a_finding(here):
    (here / "a.py").write_text(OLD + "x = " + "(" * 5000 + ")" * 5000 + "\n")
    (here / "b.py").write_text(OLD + "x = '\0'\n")
    (here / "c.py").write_text(OLD)
    assert outcome(migrate()) == ({"c.py"}, {("a.py", "TF001"), ("b.py", "TF001")})


def test_files_without_tensorflow_are_not_decoded(here):
    (here / "a.py").write_bytes(b"# caf\xe9\n")
    result = migrate()
    assert (result.found, result.sources, result.findings) == (1, {}, [])


def test_a_new_file_that_two_groups_want_is_written_once(here):
    (here / "a.py").write_text(OLD + "HELPER = 1\n")
    (here / "b.py").write_text(OLD + "HELPER = 1\n")
    result = migrate()
    new = [change for group in result.groups for change in group.changes if change.source is None]
    assert [change.place.name for change in new] == ["helper_module.py"]
    assert new[0].data == fake_engine.HELPER_TEXT.encode()


def test_the_largest_group_comes_first():
    class File:
        def __init__(self, size):
            self.text = "x" * size

    groups = [[File(size)] for size in (10, 200_000, 50_000, 40_000, 30_000)]
    sizes = [[running._size(group) for group in task] for task in running._tasks(groups)]
    assert sizes == [[200_000], [50_000, 40_000], [30_000, 10]]
