/** Tests of export. */
@NullMarked
package io.millrace.console.minql.export;

import org.jspecify.annotations.NullMarked;
