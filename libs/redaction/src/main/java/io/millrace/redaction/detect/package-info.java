/**
 * Finds secrets and personal data in text: a literal of each format first, its shape and check digits only around a hit. The few
 * formats without a literal are searched for by themselves.
 */
@NullMarked
package io.millrace.redaction.detect;

import org.jspecify.annotations.NullMarked;
