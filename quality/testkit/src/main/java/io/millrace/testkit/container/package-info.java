/** Servers for tests in containers, where Docker and their images are there; elsewhere the same tests use embedded ones. */
@NullMarked
package io.millrace.testkit.container;

import org.jspecify.annotations.NullMarked;
