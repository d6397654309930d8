/** What is deployed is checked without a cluster: manifests, topics, compose file, alerts, dashboards, scripts. */
@NullMarked
package io.millrace.deployment;

import org.jspecify.annotations.NullMarked;
