/** The rules of the code base, each a test named as a sentence. */
@NullMarked
package io.millrace.architecture;

import org.jspecify.annotations.NullMarked;
