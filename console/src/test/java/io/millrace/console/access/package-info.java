@NullMarked
package io.millrace.console.access;

import org.jspecify.annotations.NullMarked;
