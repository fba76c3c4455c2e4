package io.guildhall.intake;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names an import; the modules that take its rows know it as the run. */
@Embeddable
public record ImportId(@JsonValue UUID id) {

	static ImportId next() {
		return new ImportId(Ids.next());
	}

	@JsonCreator
	public static ImportId of(String text) {
		return new ImportId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
