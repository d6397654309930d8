/** What happens to the body of an admitted request: decompressed, validated, split, published. */
@NullMarked
package io.millrace.gateway.export;

import org.jspecify.annotations.NullMarked;
