/** Tests of how the page is served. */
@NullMarked
package io.millrace.console.page;

import org.jspecify.annotations.NullMarked;
