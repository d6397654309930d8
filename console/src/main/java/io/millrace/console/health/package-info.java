/** Whether the console works, and what arrives at each integration. */
@NullMarked
package io.millrace.console.health;

import org.jspecify.annotations.NullMarked;
