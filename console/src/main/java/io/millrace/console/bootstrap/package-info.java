/** The very first start: an organization, its owner, an integration and two keys, and the files that tell of them. */
@NullMarked
package io.millrace.console.bootstrap;

import org.jspecify.annotations.NullMarked;
