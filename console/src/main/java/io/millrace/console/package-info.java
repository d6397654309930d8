/** The control plane: accounts, keys, integrations, what the other stages must know of them, and the web page. */
@NullMarked
package io.millrace.console;

import org.jspecify.annotations.NullMarked;
