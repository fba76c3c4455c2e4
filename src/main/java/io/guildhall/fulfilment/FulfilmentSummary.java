package io.guildhall.fulfilment;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * An order in the list of what is to be delivered.
 *
 * @param address its telephone number masked for those who may not see it; null for none
 * @param things what of it is here or on its way, in words
 * @param carrier of the latest parcel that is on its way; null for none
 */
public record FulfilmentSummary(UUID order, long number, MemberId member, Instant placedAt,
		@Nullable ShippingAddress address, String things, @Nullable String carrier, @Nullable String trackingNo) {
}
