/**
 * The commit protocol: which events are taken, when a batch becomes a commit, and what happens when it does not. Log, table
 * and time stand behind interfaces, so that the simulator runs the very same code.
 */
@NullMarked
package io.millrace.sink.commit;

import org.jspecify.annotations.NullMarked;
