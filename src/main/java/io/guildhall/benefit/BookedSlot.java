package io.guildhall.benefit;

/** A slot with a booking of it. */
public record BookedSlot(Slot slot, Booking booking) {
}
