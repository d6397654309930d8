/** Processes of this machine: started, killed, stopped, frozen and started again, each with a log of its own. */
@NullMarked
package io.millrace.cluster.process;

import org.jspecify.annotations.NullMarked;
