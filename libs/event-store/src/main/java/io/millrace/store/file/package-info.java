/** Table files in a local folder, kept over a power cut. */
@NullMarked
package io.millrace.store.file;

import org.jspecify.annotations.NullMarked;
