/** Says for every API who may call, what an error looks like, and how it is described. */
@NullMarked
package dev.switchboard.http;

import org.jspecify.annotations.NullMarked;
