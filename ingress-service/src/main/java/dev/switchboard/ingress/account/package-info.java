/** Knows the accounts beside those of the settings: whose webhooks are genuine too. */
@NullMarked
package dev.switchboard.ingress.account;

import org.jspecify.annotations.NullMarked;
