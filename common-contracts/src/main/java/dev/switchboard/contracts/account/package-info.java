/** What a provider reports about our account, senders and templates. */
@NullMarked
package dev.switchboard.contracts.account;

import org.jspecify.annotations.NullMarked;
