@NullMarked
package io.millrace.console.directory;

import org.jspecify.annotations.NullMarked;
