/** Tests of the query engine. */
@NullMarked
package io.millrace.console.query;

import org.jspecify.annotations.NullMarked;
