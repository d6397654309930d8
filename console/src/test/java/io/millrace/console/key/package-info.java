@NullMarked
package io.millrace.console.key;

import org.jspecify.annotations.NullMarked;
