/** Tests of the web page in a real browser, against the packaged process. */
@NullMarked
package io.millrace.standalone.page;

import org.jspecify.annotations.NullMarked;
