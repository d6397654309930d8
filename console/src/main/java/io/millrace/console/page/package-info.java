/** How the web page's files are served. */
@NullMarked
package io.millrace.console.page;

import org.jspecify.annotations.NullMarked;
