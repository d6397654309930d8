/** A stage or the one-process form as a child process of a test: started, killed, stopped, started again. */
@NullMarked
package io.millrace.testkit.process;

import org.jspecify.annotations.NullMarked;
