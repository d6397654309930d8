/** The packaged gateway as a process of its own: memory, shutdown, and what needs other settings than the other tests. */
@org.jspecify.annotations.NullMarked
package io.millrace.gateway.process;
