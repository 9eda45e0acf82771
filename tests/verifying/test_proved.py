"""What is proved of programs that run: the sites whose graphs are the same, and no others."""

from __future__ import annotations

import pytest

from migrate.verifying.verdicts import DIFFERS, PROVED

pytestmark = pytest.mark.xdist_group("verifying")


def by_call(verdict):
    return {site.new.partition(",")[0]: site for site in verdict.sites}


def test_training_with_adam_is_proved(verifier):
    verdict = verifier.verdict("perceptron", float64=False)
    assert verdict.verdict == PROVED, verdict.sites
    sites = by_call(verdict)
    assert "1 fetched and 9 updated values" in sites["train_step"].detail
    assert "ApplyAdam as its formula" in sites["train_step"].detail
    assert "1 fetched values" in sites["compute_loss"].detail


def test_a_fault_is_proved_of_no_site_that_has_it(verifier):
    verdict = verifier.verdict("perceptron", ("epsilon=1e-8", "epsilon=1e-7"), float64=False)
    assert verdict.verdict == DIFFERS
    sites = by_call(verdict)
    assert sites["train_step"].verdict != PROVED
    # What computes the loss is the same computation still, of variables that differ.
    assert sites["compute_loss"].verdict == PROVED
