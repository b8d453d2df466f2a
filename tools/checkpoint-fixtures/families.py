"""Families beyond those of the reference folder."""

from variants import BART, GPT2, MLA, NO_TOKENS, SMALL, causal, encoder, grouped

FAMILIES = {}
