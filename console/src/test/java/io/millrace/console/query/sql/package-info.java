/** Tests of the SQL gate. */
@NullMarked
package io.millrace.console.query.sql;

import org.jspecify.annotations.NullMarked;
