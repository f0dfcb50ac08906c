/** Tells callers in OpenAPI what ingress takes and answers. */
@NullMarked
package dev.switchboard.ingress.openapi;

import org.jspecify.annotations.NullMarked;
