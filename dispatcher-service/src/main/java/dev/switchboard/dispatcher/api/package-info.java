/** Answers people over HTTP: who may ask, what they see, and how a refusal reads. */
@NullMarked
package dev.switchboard.dispatcher.api;

import org.jspecify.annotations.NullMarked;
