/**
 * From a formula's tree to parameterised SQL, for DuckDB and for Trino: names, types, functions, sources and aggregates. No
 * text of a user ever becomes part of the SQL; it is always a parameter.
 */
@NullMarked
package io.millrace.console.minql.compile;

import org.jspecify.annotations.NullMarked;
