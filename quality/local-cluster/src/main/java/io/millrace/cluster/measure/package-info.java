/** Measures the processes of a local cluster under load: how much memory they take, what brokers and disks have to carry. */
@NullMarked
package io.millrace.cluster.measure;

import org.jspecify.annotations.NullMarked;
