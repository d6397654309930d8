/** What the other stages must know of accounts: the state in memory, and its publication as numbered generations. */
@NullMarked
package io.millrace.console.directory;

import org.jspecify.annotations.NullMarked;
