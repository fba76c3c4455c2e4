package io.guildhall.organization;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far the nightly work of an organization is.
 *
 * @param done the last day whose night is done
 * @param due the last day whose night is due
 * @param trouble the module whose work the last night broke on; null where it went well
 * @param troubleAt when it did
 * @param late whether somebody should know: a night broke, or did not come for two hours
 */
public record NightState(LocalDate done, LocalDate due, @Nullable String trouble, @Nullable Instant troubleAt,
		boolean late) {

	/** So many nights are still to be done. */
	@JsonProperty
	public long behind() {
		return Math.max(0, due.toEpochDay() - done.toEpochDay());
	}
}
