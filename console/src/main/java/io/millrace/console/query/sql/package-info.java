/**
 * SQL of users: a gate that lets through a single SELECT over the known views and harmless functions, and the HTTP resource.
 * The engine below it is locked as well; the gate is needed because a locked engine can still read past a view.
 */
@NullMarked
package io.millrace.console.query.sql;

import org.jspecify.annotations.NullMarked;
