/** What all lists and creations of the administration API share: pages, and requests that may be sent again. */
@NullMarked
package io.millrace.console.creation;

import org.jspecify.annotations.NullMarked;
