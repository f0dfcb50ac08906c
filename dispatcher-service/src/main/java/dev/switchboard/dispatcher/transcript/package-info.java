/** Keeps what each call to a provider said and was answered, without secrets, texts and whole numbers. */
@NullMarked
package dev.switchboard.dispatcher.transcript;

import org.jspecify.annotations.NullMarked;
