/** The accounts database: its schema, its connections and the statements that read and write it. */
@NullMarked
package io.millrace.console.store;

import org.jspecify.annotations.NullMarked;
