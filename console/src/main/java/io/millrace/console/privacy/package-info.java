/** What owners ask for on behalf of people: deletions, and how far they are. */
@NullMarked
package io.millrace.console.privacy;

import org.jspecify.annotations.NullMarked;
