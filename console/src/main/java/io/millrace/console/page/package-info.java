/** How the web page is served: its files are made by the bundler from {@code web} in the resources, their headers are set here. */
@NullMarked
package io.millrace.console.page;

import org.jspecify.annotations.NullMarked;
