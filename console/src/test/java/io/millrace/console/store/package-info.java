@NullMarked
package io.millrace.console.store;

import org.jspecify.annotations.NullMarked;
