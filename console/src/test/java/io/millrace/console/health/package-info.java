/** Tests of what is said about arriving data. */
@NullMarked
package io.millrace.console.health;

import org.jspecify.annotations.NullMarked;
