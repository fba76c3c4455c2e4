package io.guildhall.checkout;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;

/**
 * A payment provider, and what an organization has with it.
 *
 * @param chosen whether payments to come go by it
 * @param set whether its keys are entered
 * @param offered whether it can be chosen: on this server, and by an organization that
 * sells in this currency
 * @param onlyCurrency the only currency that it takes, as ISO 4217 code; null for any
 * @param missing keys that were not entered, or cannot be read any more
 * @param code of the address that it sends its callbacks to
 */
public record ProviderDetails(ProviderName provider, boolean chosen, boolean set, boolean offered,
		@Nullable String onlyCurrency, List<ProviderName.KeyName> missing, @Nullable String code,
		@Nullable Instant changedAt) {
}
