/** Real requests of real clients, what their bodies hold by an independent count, and a check of a running system with them. */
@NullMarked
package io.millrace.testkit.capture;

import org.jspecify.annotations.NullMarked;
