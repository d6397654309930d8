@NullMarked
package io.millrace.console.audit;

import org.jspecify.annotations.NullMarked;
