/** Ready-made boards: every panel is a query of editable formulas, with its definition, its unit and the signals it needs. */
@NullMarked
package io.millrace.console.minql.library;

import org.jspecify.annotations.NullMarked;
