package io.guildhall.payment;

import java.time.Instant;
import java.util.UUID;

/**
 * A picture that shows money which was handed over.
 *
 * @param payment which money
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 */
public record PaymentProof(UUID id, UUID payment, int width, int height, Instant addedAt, String addedBy) {
}
