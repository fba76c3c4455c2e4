package io.guildhall.coupon;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a batch of coupons. */
@Embeddable
public record BatchId(@JsonValue UUID id) {

	static BatchId next() {
		return new BatchId(Ids.next());
	}

	@JsonCreator
	public static BatchId of(String text) {
		return new BatchId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
