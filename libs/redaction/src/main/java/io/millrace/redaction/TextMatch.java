package io.millrace.redaction;

import io.millrace.redaction.detect.Span;

/** A part of a text and what a rule does to it. */
record TextMatch(Span span, Effect effect) {}
