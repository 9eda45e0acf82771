from __future__ import annotations

from migrate.verifying.written_files import compare


def events(name, **tags):
    return {"name": name, "kind": "events", "size": 1, "tags": tags}


def checkpoint(name, **variables):
    entries = {key: {"d": "float32", "s": [1], "x": [number]} for key, number in variables.items()}
    return {"name": name, "kind": "checkpoint", "size": 1, "variables": entries}


def test_event_files_are_known_by_their_folder():
    old = [events("logs/events.out.tfevents.1.host", loss=[[0, 1.0], [1, 0.5]])]
    new = [events("logs/events.out.tfevents.99.other.v2", loss=[[0, 1.0], [1, 0.50000001]])]
    assert compare(old, new).differs is None
    new[0]["tags"]["loss"][1][1] = 0.6
    assert "at step 1" in compare(old, new).differs
    assert "is missing" in compare(old, [events("logs/events.out.tfevents.2", other=[])]).differs


def test_event_file_of_a_graph_may_go():
    assert compare([events("logs/events.out.tfevents.1.host")], []).differs is None


def test_checkpoints_by_variable():
    old = [checkpoint("m.ckpt.index", w=1.0, b=2.0), {"name": "m.ckpt.meta", "kind": "beside a checkpoint", "size": 9}]
    assert compare(old, [checkpoint("m.ckpt.index", w=1.0, b=2.0)]).differs is None
    assert "variable b" in compare(old, [checkpoint("m.ckpt.index", w=1.0, b=2.5)]).differs
    renamed = compare(old, [checkpoint("m.ckpt.index", **{"layer/w": 1.0, "b": 2.0})])
    assert renamed.differs is None and not renamed.unknown
    lost = compare(old, [checkpoint("m.ckpt.index", w=1.0)])
    assert lost.unknown == ("m.ckpt.index (without b)",)


def test_missing_and_new_files():
    text = {"name": "log.txt", "kind": "text", "size": 3, "lines": ["loss 0.5"]}
    assert "not written any more" in compare([text], []).differs
    assert "by the new program only" in compare([], [text]).differs
    assert compare([text], [dict(text, lines=["loss 0.500001"])]).differs is None
    assert "line 1" in compare([text], [dict(text, lines=["loss 0.7"])]).differs


def test_unknown_bytes_are_named():
    picture = {"name": "a.png", "kind": "bytes", "size": 3, "hash": "aa"}
    assert compare([picture], [dict(picture, hash="bb")]).unknown == ("a.png",)
