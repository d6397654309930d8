@NullMarked
package io.millrace.console.privacy;

import org.jspecify.annotations.NullMarked;
