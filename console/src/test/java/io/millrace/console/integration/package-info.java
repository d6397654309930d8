@NullMarked
package io.millrace.console.integration;

import org.jspecify.annotations.NullMarked;
