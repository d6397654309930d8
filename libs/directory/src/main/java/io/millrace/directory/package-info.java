/** Follows the topic {@code control.directory} and keeps its state in memory, for every stage that asks who may do what. */
@NullMarked
package io.millrace.directory;

import org.jspecify.annotations.NullMarked;
