@NullMarked
package io.millrace.console.account;

import org.jspecify.annotations.NullMarked;
