package io.guildhall.benefit;

import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A slot as a member sees it.
 *
 * @param at when it begins, where the organization is
 * @param until when a seat can be given back at the latest
 * @param booking theirs; null where they have none
 * @param canCancel whether they can give it back
 * @param host who holds it; null where nobody has said
 */
public record OwnSlot(Slot slot, LocalDateTime at, LocalDateTime until, @Nullable Booking booking, boolean canCancel,
		@Nullable String host) {
}
