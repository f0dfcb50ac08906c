/** Tells callers in OpenAPI what can be asked of status-service. */
@NullMarked
package dev.switchboard.status.openapi;

import org.jspecify.annotations.NullMarked;
