package io.guildhall.segment;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a segment. */
@Embeddable
public record SegmentId(@JsonValue UUID id) {

	static SegmentId next() {
		return new SegmentId(Ids.next());
	}

	/** The id that the text writes out. */
	@JsonCreator
	public static SegmentId of(String text) {
		return new SegmentId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
